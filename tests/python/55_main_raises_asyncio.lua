-- models: event_loop
scale = 10
function child() print("child starts") sleep(2) print("never") end
function main() spawn(child) yield() error("main") end
