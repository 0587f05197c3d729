-- models: threads event_loop processes
l = mutex()
function main() if not pcall(l.unlock, l) then print("not locked") end end
