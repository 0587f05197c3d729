-- models: event_loop
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function p3(b, name) for i = 0, 2 do print(name, i, b:wait()) end end
function p2(b, name) for i = 0, 1 do print(name, i, b:wait()) end end
function w(b, name) local ok, i = pcall(b.wait, b) if ok then print(name, i) else if kind(i) == "cancelled" then error(i, 0) end print(name, "broken") end end
function ab(b, name) print(name, b:wait()) b:abort() print("aborted") end
function re(b, name) print(name, b:wait()) b:reset() print("reset", b:broken()) end
b1, b2, b3, b4, b5, b6 = barrier(2), barrier(3), barrier(2), barrier(2), barrier(3), barrier(2)
function main()
  gather{ spawn(p3, b1, "a"), spawn(p3, b1, "b") }
  gather{ spawn(p2, b2, "a"), spawn(p2, b2, "b"), spawn(p2, b2, "c") }
  gather{ spawn(p2, b3, "a"), spawn(p2, b3, "b"), spawn(p2, b3, "c"), spawn(p2, b3, "d") }
  gather{ spawn(w, b4, "a"), spawn(ab, b4, "b") }
  b4:reset()
  gather{ spawn(w, b4, "a"), spawn(re, b4, "b") }
  local ts = { spawn(w, b5, "a"), spawn(w, b5, "b") } yield() yield() ts[1]:cancel() yield() yield()
  ts[3], ts[4] = spawn(w, b5, "c"), spawn(w, b5, "d")
  ts.return_exceptions = true gather(ts)
  ts = { spawn(w, b6, "a"), spawn(w, b6, "b"), spawn(w, b6, "c"), return_exceptions = true } yield() yield() ts[3]:cancel()
  gather(ts)
  gather{ spawn(w, b6, "d"), spawn(w, b6, "e"), return_exceptions = true }
end
