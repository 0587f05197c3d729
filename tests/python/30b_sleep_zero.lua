-- models: event_loop
scale = 10
function a() for i = 0, 2 do print("a", i) sleep(0) end end
function b() for i = 0, 2 do print("b", i) yield() end end
function main() local x, y = spawn(a), spawn(b) print("m") sleep(0) print("m2") yield() print("m3") gather(x, y) end
