-- models: event_loop
scale = 10
function block(n) blocking_sleep(n) print("slept", n) return n * 2 end
function tick() for i = 1, 3 do sleep(2) print("tick", i) end end

function main()
  local t = spawn(tick)
  print("gives", await(to_thread(block, 3)), math.floor(now() + 0.5))
  await(t)
  print("end", math.floor(now() + 0.5))
end
