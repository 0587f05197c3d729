-- models: sequential threads threads_gil processes event_loop thread_pool process_pool
scale = 10
l = mutex() s = semaphore(0) e = event()
function at() return math.floor(now() + 0.5) end
function main()
  print("first", l:lock(1))
  print("again", l:lock(1), "at", at())
  print("permit", s:acquire(1), "at", at())
  print("event", e:wait(1), "at", at())
  l:unlock() s:release() e:set()
  print("free", l:lock(1), s:acquire(0), e:wait(1), "at", at())
end
