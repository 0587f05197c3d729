-- A multi-level feedback queue (MLFQ): it does not know how long tasks compute, and learns it from what they do. Every
-- task begins in queue 0, the most urgent; who uses up a whole quantum goes down one queue.
--     simul run job_sheet --policy scenarios/policies/feedback_queues.lua --set levels=2 --quantum 2
-- It chooses as --policy mlfq does, as long as nobody does I/O. Things to try: let a task that `wakes` go up one queue;
-- or move everybody to queue 0 now and then (keep the time of the last move in a local up here).

knobs = { levels = knob(3, { min = 1, max = 10, text = "queues" }) }

policy = { looks_at = "queue" }

-- A task is the same table each time: what is written into it stays there.
function policy.arrives(task)
  task.queue = 0
end

-- A policy that has this function has quanta, each as long as --quantum says (or as policy.quantum(task, now) gives
-- back). Who is preempted keeps the rest of its quantum.
function policy.quantum_ends(task)
  task.queue = math.min(task.queue + 1, knob.levels - 1)
end

function policy.pick(ready)
  local best = ready[1]
  for _, task in ipairs(ready) do
    if task.queue < best.queue then best = task end
  end
  return best, "stands first in queue " .. best.queue
end

function policy.preempts(task, running)
  return task.queue < running.queue
end
