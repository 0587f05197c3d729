-- An idea of our own: whoever has had the core for the shortest time so far goes next, quantum by quantum. Newcomers are
-- served at once, long jobs wait, and nobody is forgotten (the books call it foreground-background, or least attained
-- service). It needs to know nothing about the future.
--     simul compare job_sheet --policies srtf,round_robin,scenarios/policies/least_served.lua

policy = { looks_at = "used" }

function policy.pick(ready)
  local least = ready[1]
  for _, task in ipairs(ready) do
    if task.used < least.used then least = task end
  end
  return least, string.format("has had a core for the shortest time, %g s", least.used)
end

function policy.preempts(task, running)
  return task.used < running.used
end

-- Nothing to remember; but with this function there are quanta.
function policy.quantum_ends(task) end
