-- models: threads threads_gil processes event_loop thread_pool process_pool
c, m, ready = condition(), rlock(), event()
function waits()
  m:lock() m:lock()
  ready:set() c:wait(m)
  print("woken, and holds it twice again")
  m:unlock() m:unlock()
end
function main()
  local t = spawn(waits)
  ready:wait()
  m:lock() print("free while it waits") c:notify() m:unlock()
  await(t)
  expect(m:try_lock(), "it was unlocked as often as it was locked")
end
