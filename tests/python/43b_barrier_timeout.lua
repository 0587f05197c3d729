-- models: threads threads_gil processes event_loop thread_pool
scale = 10
b = barrier(3)
function other() if not pcall(b.wait, b) then print("other: broken") end end
function main()
  local t = spawn(other)
  sleep(1)
  pcall(b.wait, b, 1)
  await(t)
  if not pcall(b.wait, b) then print("who comes later, too") end
end
