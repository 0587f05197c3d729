-- models: event_loop
scale = 10
q = channel(1)
function p(n) q:send(n) print("put", n) end
function main()
  local ts = {} for n = 0, 2 do ts[n + 1] = spawn(p, n) end
  yield()
  print((q:try_receive()), q:length()) print2(q:try_send("mine")) print(q:length()) yield() yield()
  for i = 1, 3 do print(q:receive()) end
end
function print2(x) if not x then print("no room") end end
