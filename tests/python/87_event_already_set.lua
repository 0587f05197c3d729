-- models: event_loop
e = event() l = mutex()
function other() print("other") end
function main() e:set() local t = spawn(other) e:wait() print("waited") l:lock() print("locked") await(t) end
