-- models: event_loop
function f(n) yield() print("f", n) return n end
function called(t) print("callback", t:result()) end
function late(t) print("late callback", t:result()) end
function after(t) print("after") end
function g(a, b) local r = gather(a, b) return r[1], r[2] end
function main()
  local ts = {spawn(f, 1), spawn(f, 2)}
  for _, t in ipairs(ts) do t:add_done_callback(called) end
  ts[1]:add_done_callback(late)
  local r = gather(ts)
  print("[" .. r[1] .. ", " .. r[2] .. "]")
  ts[2]:add_done_callback(after)
  print("main goes on") yield() print("end")
end
