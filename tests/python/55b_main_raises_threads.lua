-- models: threads threads_gil thread_pool
scale = 10
function child() sleep(2) print("child ends") end
function main() spawn(child) yield() error("main") end
