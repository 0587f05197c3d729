-- models: threads event_loop processes
l = mutex()
function f() l:lock() end
function main() await(spawn(f)) print("free:", l:try_lock()) end
