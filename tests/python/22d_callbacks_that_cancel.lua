-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function T() return math.floor(now() * 10 + 0.5) end
function slow(n, s)
  local ok, why = pcall(sleep, s)
  if ok then print("slow", n, T()) return n end
  print("cut", n, T()) error(why, 0)
end
tasks = channel(9)
function a_done(f) local b = tasks:receive() print("cancel b", b:cancel()) end
function b_done(f) local c = tasks:receive() print("b done", f:cancelled(), c:cancel()) end
function c_done(f) local a = tasks:receive() print("c done", f:cancelled(), a:cancel(), a:result()) end
gs = channel(9)
function f_done(x) local g = gs:receive() g:set_result(x:result() + 1) end
function g_done(x) print("g", x:result()) end
function f2_done(x) print("f", x:cancelled()) end
function w(f) print("w", await(f)) end
function main()
  local a, b, c = spawn(slow, "a", .1), spawn(slow, "b", .5), spawn(slow, "c", .5)
  tasks:send(b) tasks:send(c) tasks:send(a)
  a:add_done_callback(a_done) b:add_done_callback(b_done) c:add_done_callback(c_done)
  local es = gather{ a, b, c, return_exceptions = true }
  print("['" .. es[1] .. "', '" .. kind(es[2]) .. "', '" .. kind(es[3]) .. "']")
  local f, g = future(), future() gs:send(g)
  f:add_done_callback(f_done) g:add_done_callback(g_done)
  local ws = { spawn(w, f), spawn(w, g) } yield() f:set_result(1) print("set", g:done()) gather(ws)
  f = future() f:add_done_callback(f2_done)
  local t = spawn(w, f) yield() print(t:cancel(), f:cancelled(), t:done()) yield() print(t:done()) yield() print(t:done(), t:cancelled())
  f = future() t = spawn(w, f) yield() print(f:cancel(), t:done())
  local ok, e = pcall(await, t) print(kind(e), t:cancelled())
end
