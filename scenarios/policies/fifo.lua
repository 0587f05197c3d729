-- First come, first served: the smallest policy there is. Run it with
--     simul run job_sheet --policy scenarios/policies/fifo.lua
-- It chooses as --policy fifo does.

policy = { looks_at = "ready_since" }

-- Called whenever a core is free. `ready` is the list of the tasks that could have it: who became ready first stands
-- first. `core` is the number of the core, from 1 on; `now` is the time in seconds. Give back one of `ready`.
function policy.pick(ready, core, now)
  return ready[1]
end
