-- models: threads threads_gil processes
scale = 10
function child() sleep(2) print("never") end
function main() daemon(child) print("main ends") end
