-- models: event_loop
scale = 10
function T() return math.floor(now() + 0.5) end
function slow()
  local fine, why = pcall(sleep, 9)
  if fine then return end
  if pcall(sleep, 3) then print("cleaned", T()) else print("cut", T()) end
  error(why, 0)
end
function bad() sleep(1) error("bad", 0) end
function waits() task_group(function(g) g.spawn(slow) end) end
function fails()
  task_group(function(g)
    g.spawn(slow)
    sleep(1) error("order was cancelled", 0)
  end)
end
function both()
  task_group(function(g)
    g.spawn(bad) g.spawn(slow)
    if not pcall(sleep, 9) then error("order was cancelled", 0) end
  end)
end
function main()
  local t = spawn(waits)
  sleep(1) t:cancel() sleep(1) t:cancel()
  if not pcall(await, t) then print("cancelled") end
  t = spawn(fails)
  sleep(2) t:cancel()
  if not pcall(await, t) and not t:cancelled() then print("failed") end
  local _, failed = pcall(both)
  print(#failed.errors)
end
