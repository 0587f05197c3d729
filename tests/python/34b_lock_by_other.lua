-- models: threads threads_gil processes event_loop thread_pool process_pool
l, r = lock(), rlock()
function other() l:unlock() end
function thief() if not pcall(r.unlock, r) then print("an RLock is its owner's") end end
function main()
  l:lock()
  await(spawn(other))
  print("locked after another's release:", l:locked())
  if not pcall(l.unlock, l) then print("nobody has locked it") end
  r:lock()
  await(spawn(thief))
end
