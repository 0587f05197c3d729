-- models: threads threads_gil
b, r, s = barrier(2), rlock(), bounded_semaphore(1)
function w(n)
  local ok, i = pcall(b.wait, b)
  if ok then print("index", n, i == 0 or i == 1) else print("broken", n) end
end
function other()
  if not pcall(r.unlock, r) then print("not the owner") end
  print(r:try_lock())
end
function main()
  local t = spawn(w, 1) sleep(1) b:abort() join(t) print(b:broken())
  if not pcall(b.wait, b) then print("broken for main") end
  b:reset() print(b:broken(), 0)
  t = spawn(w, 2) b:wait() join(t)
  t = spawn(w, 3) sleep(1) print(1) b:reset() join(t) print(b:broken())
  if not pcall(r.unlock, r) then print("cannot release") end
  r:lock() r:lock() r:unlock()
  t = spawn(other) join(t) r:unlock()
  if not pcall(r.unlock, r) then print("cannot release") end
  if not pcall(s.release, s) then print("too often") end
end
