-- models: event_loop
b = barrier(2)
function waits(name)
  local fine, index = pcall(b.wait, b)
  if fine then print(name, "has index", index, ".") else print(name, "finds it broken") end
end
function main()
  gather{ spawn(waits, "a"), spawn(waits, "b") }
  local t = spawn(waits, "c") yield() b:abort() await(t) print(b:broken())
  await(spawn(waits, "d")) b:reset() print(b:broken())
end
