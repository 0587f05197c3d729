-- Shortest remaining time first, also called STCF: who needs the core for the shortest time has it at every moment.
--     simul decisions job_sheet --policy scenarios/policies/shortest_remaining.lua
-- It chooses as --policy srtf does, on tasks whose burst is known: `task.remaining` is the rest of it. (Where the story
-- does not say it, it is infinite.)

policy = { looks_at = "remaining" }

-- Of equal ones the first in the line: so the comparison is "less", and not "less or equal".
function policy.pick(ready)
  local shortest = ready[1]
  for _, task in ipairs(ready) do
    if task.remaining < shortest.remaining then shortest = task end
  end
  -- What stands beside the task says why. It continues after "it": `simul decisions` shows it, and the window.
  return shortest, string.format("has the shortest remaining time, %g s", shortest.remaining)
end

-- Asked when `task` has become ready and all cores are busy: is it to have the core of `running`? Whoever loses its core
-- keeps its place in the line. A policy without this function never takes a core from anybody.
function policy.preempts(task, running)
  return task.remaining < running.remaining
end
