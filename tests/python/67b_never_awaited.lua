-- models: event_loop
function f() print("never") end
function main() coroutine(f) print("main ends") end
