-- models: threads threads_gil processes thread_pool process_pool
scale = 10
function child() sleep(2) print("child ends") end
function main() spawn(child) print("main ends") end
