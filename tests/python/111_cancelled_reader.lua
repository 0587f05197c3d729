-- models: event_loop
left, right = socket_pair()
function reads() return left:read_exactly(4) end
function main()
  local fine, why = pcall(left.read_line, left, 0.02)
  print(why)
  local task = spawn(reads)
  sleep(0.01)
  task:cancel()
  pcall(await, task)
  print(task:cancelled())
  right:write("kept")
  print(reads())
  right:close()
end
