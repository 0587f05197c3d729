-- models: threads threads_gil processes event_loop thread_pool process_pool
scale = 10
q = channel(8)
function worker()
  while true do
    local x = q:receive()
    if x == "end" then break end
    sleep(1) print("done", x) q:task_done()
  end
end
function main()
  local t = spawn(worker)
  q:join() print("nothing to wait for")
  for x = 1, 2 do q:send(x) end
  q:join() print("all done", q:length())
  q:send("end") await(t) q:task_done() q:join()
  if not pcall(q.task_done, q) then print("once too often") end
end
