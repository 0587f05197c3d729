-- models: processes
door = lock()
function holds() door:lock() current_task():kill() end
function main()
  local p = spawn(holds)
  join(p)
  print(p:exit_code(), door:lock(0.2))
end
