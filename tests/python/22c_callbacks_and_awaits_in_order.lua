-- models: event_loop
function job(s) sleep(s) return 1 end
function w(n, t) local ok = pcall(await, t) print(ok and "w" or "w cancelled", n) end
function c1() print("cb 1") end function c2() print("cb 2") end function c3() print("cb 3") end
function cb(f) print("cb", f:cancelled()) end
function g(t) print("gathered", "[" .. table.concat(gather(t, t), ", ") .. "]") end
function main()
  local t = spawn(job, .1)
  t:add_done_callback(c1)
  local a = spawn(w, "a", t) yield()
  t:add_done_callback(c2)
  local b = spawn(w, "b", t) yield()
  local x = spawn(g, t)
  t:add_done_callback(c3)
  await(t) print("main") await(a) await(b) await(x)
  t = spawn(job, 9) a = spawn(w, "a", t) t:add_done_callback(cb) b = spawn(w, "b", t)
  yield() t:cancel() print("asked", t:done()) yield() print("turn", t:done()) yield() print("turn") yield() print("turn")
end
