-- models: event_loop
scale = 5
function T() return math.floor(now() * 10 + 0.5) end
function bad_cleanup(n)
  pcall(sleep, 9)
  sleep(.1) print("cleanup fails", n, T()) error(n, 0)
end
function careful(n)
  local ok, why = pcall(sleep, 9)
  print("cleans", n, T()) helper(n) local t = spawn(late, n) print("got", await(t), T())
  if not ok then error(why, 0) end
end
function helper(n) sleep(.1) print("helper", n, T()) end
function late(n) sleep(.1) return "late " .. n end
function swallows()
  if not pcall(sleep, 9) then print("swallows") end
  sleep(.3) print("goes on", T()) return 1
end
function s_done(f) print("swallower done", f:cancelled()) end
function c_done(f) print("careful done", f:cancelled()) end
function main()
  local ts = { spawn(careful, "a"), spawn(swallows) }
  ts[2]:add_done_callback(s_done)
  ts[1]:add_done_callback(c_done)
  sleep(.1) print("main returns") return 5
end
