-- models: event_loop
scale = 10
l = lock()
function w(n) for i = 0, 1 do l:lock() print(n, i) sleep(0) l:unlock() end end
function z() for i = 0, 5 do print("z", i) sleep(0) end end
function main() gather(spawn(w, "a"), spawn(w, "b"), spawn(z)) end
