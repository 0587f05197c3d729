-- models: threads threads_gil processes event_loop thread_pool process_pool
scale = 10
q = channel(1)
function at() return math.floor(now() + 0.5) end
function late() sleep(1) q:send("late") end
function main()
  local _, why = pcall(q.receive, q, 1)
  if why == "timeout" then print("Empty at", at()) end
  q:send("first", 1)
  _, why = pcall(q.send, q, "second", 1)
  if why == "timeout" then print("Full at", at()) end
  print(q:receive(1))
  spawn(late)
  print(q:receive(5), "at", at())
end
