-- models: threads threads_gil processes event_loop thread_pool process_pool
r = rlock()
function tries()
  if not r:try_lock() then print("another:", false) else print("another: it is free") r:unlock() end
end
function main()
  print(r:lock(), r:lock(), r:try_lock()) await(spawn(tries))
  r:unlock() r:unlock() await(spawn(tries))
  r:unlock() await(spawn(tries))
  if not pcall(r.unlock, r) then print("once too often") end
end
