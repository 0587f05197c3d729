-- models: threads threads_gil processes event_loop thread_pool process_pool
-- workers: 4
scale = 10
book = rw_lock()
function reads(at, length)
  sleep(at) book:lock_read() print("reads", math.floor(now() + 0.5)) sleep(length) book:unlock_read()
end
function writes(at, length)
  sleep(at) book:lock_write() print("writes", math.floor(now() + 0.5)) sleep(length) book:unlock_write()
end
function main()
  gather{ spawn(reads, 0, 4), spawn(reads, 1, 4), spawn(writes, 2, 4), spawn(reads, 7, 1) }
  print("all there", math.floor(now() + 0.5))
end
