-- models: event_loop
function child() print("child starts") yield() print("never") end
function main() spawn(child) print("main ends") end
