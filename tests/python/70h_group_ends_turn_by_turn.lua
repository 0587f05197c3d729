-- models: event_loop
function yields(n) for i = 1, n do yield() end end
function tick() for i = 0, 7 do print("tick", i) yield() end end
function quick() print("quick") end
function y(n) yields(n) print("y", n) end
function main()
  for n = 0, 3 do
    local t = spawn(tick)
    task_group(function(g) g.spawn(quick) yields(n) print("body ends") end)
    print("group ends", n)
    await(t)
  end
  local t = spawn(tick)
  task_group(function(g) g.spawn(y, 1) g.spawn(y, 2) yield() yield() print("body ends") end)
  print("group ends")
  await(t)
  t = spawn(tick)
  task_group(function(g) end)
  print("empty ends")
  await(t)
end
