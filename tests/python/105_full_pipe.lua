-- models: threads threads_gil event_loop processes thread_pool
p = pipe()
function child()
  print("all", p:write(("x"):rep(100000)), "bytes are in")
  p:close_write()
end
function main()
  local thread = spawn(child)
  sleep(0.05)
  print("it still writes:", not thread:done())
  local first = p:read(65536)
  await(thread)
  print(#first, first == ("x"):rep(#first))
  local rest = 0
  while true do
    local piece = p:read(10000)
    if piece == "" then break end
    rest = rest + #piece
  end
  print(rest)
end
