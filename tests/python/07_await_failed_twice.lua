-- models: event_loop threads processes
function bad() error("bad") end
function main()
  local f = spawn(bad)
  for i = 1, 2 do print(i, select(2, pcall(await, f)):match("bad$")) end
  print(f:exception():match("bad$"))
end
