-- models: event_loop threads processes
scale = 10
function f(n, t) sleep(t) print(n, math.floor(now() + 0.5)) end
function main() gather(spawn(f, "a", 3), spawn(f, "b", 1), spawn(f, "c", 2)) end
