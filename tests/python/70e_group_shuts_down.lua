-- models: event_loop
scale = 10
function T() return math.floor(now() + 0.5) end
function bad() sleep(1) error("b", 0) end
function f() sleep(9) end
function main()
  local ok, e = pcall(task_group, function(g)
    g.spawn(bad)
    if not pcall(sleep, 5) then print("swallowed", T()) end
    if not pcall(g.spawn, f) then print("shutting down") end
    sleep(1) print("body ends", T())
  end) print(#e.errors, T())
  ok, e = pcall(task_group, function(g)
    local t = g.spawn(bad)
    local ok, why = pcall(await, t)
    if why == "cancelled" then print("body cancelled") error(why, 0) elseif not ok then print("body sees") end
    print("body goes on") sleep(1) print("not here")
  end) print(#e.errors, T())
  local t
  ok, e = pcall(task_group, function(g) t = g.spawn(f) sleep(1) t:cancel() end)
  if ok then print("no error", t:cancelled()) else print("group") end
end
