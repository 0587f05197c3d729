-- models: event_loop threads
scale = 10
c = condition() m = mutex()
function f(n) m:lock() c:wait(m) print(n) m:unlock() end
function main()
  local ts = {} for n = 1, 5 do ts[n] = spawn(f, n) sleep(0.2) end
  m:lock() c:notify(2) m:unlock()
  sleep(0.5) print("--")
  m:lock() c:notify_all() m:unlock() gather(ts)
end
