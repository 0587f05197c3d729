-- models: event_loop
scale = 10
function T() return math.floor(now() + 0.5) end
function killer(t) sleep(1) t:cancel() print("killer") end
function main()
  local k = spawn(killer, current_task())
  if not pcall(sleep, 5) then print("main cancelled", T()) end
  sleep(1) print("goes on", T())
end
