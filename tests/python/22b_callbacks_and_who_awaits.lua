-- models: event_loop
function f() yield() yield() yield() end
function waiter(t, n) await(t) print("waiter", n) end
function one() print("callback 1") end
function two() print("callback 2") end
function three() print("callback 3") end
function main()
  local t = spawn(f)
  t:add_done_callback(one)
  local a = spawn(waiter, t, 1) yield()
  t:add_done_callback(two)
  local b = spawn(waiter, t, 2) yield()
  t:add_done_callback(three)
  await(t) print("main") await(a) await(b)
end
