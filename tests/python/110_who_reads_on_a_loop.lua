-- models: event_loop
left, right = socket_pair()
function reads(name)
  while true do
    local line = left:read_line()
    if line == "" then break end
    print(name, (line:gsub("\n", "")))
  end
  print(name, "ends")
end
function main()
  local task = spawn(reads, "a")
  sleep(0.02)
  print("main writes half a line")
  right:write("one\ntw")
  sleep(0.02)
  print("main writes the rest")
  right:write("o\nthree")
  sleep(0.02)
  right:close()
  await(task)
end
