-- models: threads threads_gil event_loop processes thread_pool
left, right = socket_pair()
p = pipe()
function child()
  local fine, why = pcall(left.write, left, ("x"):rep(2000000))
  print("in the middle:", why.type)
end
function main()
  local thread = spawn(child)
  sleep(0.05)
  right:close()
  await(thread)
  p:close_read()
  local fine, why = pcall(p.write, p, "late")
  print("at once:", why.type)
end
