-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and e.errors and "group " .. names(e) or type(e) == "table" and tostring(e.type) or plain(e) end
function T() return math.floor(now() * 10 + 0.5) end
b1, b2, b3, b4, b5 = barrier(2), barrier(2), barrier(2), barrier(3), barrier(3)
function w(b, n) local ok, e = pcall(b.wait, b) if ok then print(n, "met", e) else print(n, kind(e) == "cancelled" and "CancelledError" or "BrokenBarrierError") error(e, 0) end end
function again(b)
  b:reset()
  local ok, e = pcall(b.wait, b)
  print(e == "cancelled" and "CancelledError" or e)
end
function main()
  local a = spawn(w, b1, "a") yield() a:cancel() local c = spawn(w, b1, "c") sleep(.1) print(a:cancelled(), c:done())
  if not c:done() then local d = spawn(w, b1, "d") sleep(.1) print(c:done(), d:done()) end
  a = spawn(w, b2, "e") c = spawn(w, b2, "f") yield() print(a:done(), c:done()) a:cancel() sleep(.1) print(a:cancelled(), c:done(), b2:broken())
  a = spawn(w, b3, "g") yield() c = spawn(w, b3, "h") a:cancel() sleep(.1) print(a:cancelled(), c:done())
  a = spawn(w, b4, "i") c = spawn(w, b4, "j") yield() a:cancel() local d, e, f = spawn(w, b4, "k"), spawn(w, b4, "l"), spawn(w, b4, "m") sleep(.1)
  print(a:cancelled(), c:done(), d:done(), e:done(), f:done(), 1)
  e:cancel() f:cancel()
  sleep(.1)
  a = spawn(w, b5, "n") c = spawn(w, b5, "o") yield() local r = spawn(again, b5) yield() a:cancel() sleep(.1) print(a:cancelled(), c:done(), b5:broken())
  r:cancel() sleep(.1)
end
