-- models: threads threads_gil event_loop thread_pool sequential
p = pipe()
function child()
  p:write("hello ")
  p:write("world")
end
function main()
  await(spawn(child))
  print(p:read(3), p:read(5), p:read(100))
end
