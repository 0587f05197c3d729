-- models: threads processes event_loop thread_pool process_pool
-- workers: 3
scale = 10
function bake(n) sleep(n) return n end
function main()
  local fs = { spawn(bake, 9), spawn(bake, 1), spawn(bake, 2), timeout = 5 }
  local fine, why = pcall(function() for f in as_completed(fs) do print("cake", await(f), ".") end end)
  if not fine then print(why) end
end
