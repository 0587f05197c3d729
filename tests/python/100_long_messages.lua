-- models: threads threads_gil processes event_loop thread_pool process_pool
-- workers: 2
pipe = channel{ capacity = 3, transport = "pipe" }
socket = channel{ capacity = 3, transport = "socket" }
ring = channel{ capacity = 3, transport = "ring" }
function reads(c, times)
  local bytes = 0
  for i = 1, times do bytes = bytes + #c:receive() end
  return bytes
end
function doubles(list)
  for i, n in ipairs(list) do list[i] = 2 * n end
  return list
end
function text(n) return ("t"):rep(n) end
function main()
  for _, c in ipairs({ pipe, socket, ring }) do
    local reader = spawn(reads, c, 3)
    c:send(("x"):rep(5000)) c:send(("y"):rep(300000)) c:send("z")
    print(await(reader))
  end
  local list = {}
  for i = 1, 5000 do list[i] = i end
  local back = await(spawn(doubles, list))
  print(#back, back[1], back[5000])
  print(#await(spawn(text, 1000000)))
end
