-- models: event_loop
scale = 10
function tick(n) sleep(n) print("tick", n) end
function other() for i = 1, 3 do print("other", i) yield() end end

function main()
  local ts = { spawn(tick, 1), spawn(tick, 2) }
  yield()
  ts[3] = spawn(other)
  blocking_sleep(5)
  print("blocked")
  yield()
  for i = 1, 3 do print("main", i) yield() end
  wait(ts)
  ts = { spawn(tick, 1), spawn(other), spawn(tick, 1) }
  yield()
  blocking_sleep(2)
  ts[4] = spawn(other)
  wait(ts)
end
