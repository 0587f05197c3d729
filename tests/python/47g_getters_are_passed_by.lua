-- models: event_loop
scale = 10
q = channel(100)
function g(n) local x = q:receive() print("g", n, x) end
function main()
  local t = spawn(g, 1) yield()
  q:try_send("a") print(q:length(), (q:try_receive())) yield() yield() print(t:done())
  q:try_send("b") await(t)
end
