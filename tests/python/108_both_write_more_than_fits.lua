-- models: threads threads_gil event_loop processes
left, right = socket_pair()
BYTES = 2000000
function talks(own)
  local fine, why = pcall(own.write, own, ("x"):rep(BYTES), 0.1) -- without the timeout they would wait for ever
  print(fine and "sent" or why)
end
function main() gather{ spawn(talks, left), spawn(talks, right) } end
