-- models: sequential threads threads_gil processes event_loop thread_pool process_pool
s, b = semaphore(0), bounded_semaphore(2)
function main()
  print("try:", s:try_acquire()) s:release(2)
  print(s:try_acquire(), s:try_acquire(), s:try_acquire())
  b:acquire() b:release()
  if not pcall(b.release, b) then print("bounded: one too many") end
  b:acquire() b:acquire()
  if not pcall(b.release, b, 3) then print("bounded: three of two") end
  print(b:try_acquire()) b:release(2) print(b:try_acquire())
end
