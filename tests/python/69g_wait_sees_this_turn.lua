-- models: event_loop
function n(k) for _ = 1, k do sleep(0) end end
function fails(k)
  n(k)
  error("v", 0)
end
function main()
  local done, pending = wait({ spawn(n, 3), spawn(n, 1), spawn(n, 2) }, { return_when = "first_completed" })
  print(#done, #pending)
  done, pending = wait({ spawn(n, 3), spawn(fails, 1), spawn(n, 2) }, { return_when = "first_exception" })
  print(#done, #pending)
  done, pending = wait({ spawn(n, 5), spawn(n, 1), spawn(n, 9) }, { return_when = "first_completed" })
  print(#done, #pending)
  gather(pending)
end
