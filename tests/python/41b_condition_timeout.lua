-- models: threads threads_gil processes event_loop thread_pool
scale = 10
c = condition() m = mutex()
function at() return math.floor(now() + 0.5) end
function waiter() m:lock() print("waiter", c:wait(m, 5), "at", at()) m:unlock() end
function main()
  m:lock() c:notify_all() m:unlock()
  m:lock() print("main", c:wait(m, 1), "at", at()) m:unlock()
  local t = spawn(waiter)
  sleep(1)
  m:lock() c:notify() m:unlock()
  await(t)
end
