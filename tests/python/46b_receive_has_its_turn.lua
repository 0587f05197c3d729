-- models: event_loop
scale = 10
q = channel(1)
function z() for i = 0, 8 do print("z", i) yield() end end
function w() print("got", q:receive()) end
function g() for i = 1, 3 do yield() end q:send(0) print("sent") yield() yield() end
function main() gather(spawn(w), spawn(g), spawn(z)) end
