-- models: event_loop
scale = 10
function f(me)
  print(me:receive():cancel()) print("still here")
  local ok, why = pcall(yield)
  if not ok then print("now") error(why, 0) end
end
function g(me) me:receive():cancel() print("returns") return 7 end
c = channel(1)
function main()
  local t = spawn(f, c) c:send(t)
  if not pcall(await, t) then print(t:cancelled()) end
  t = spawn(g, c) c:send(t)
  local ok, why = pcall(await, t)
  if ok then print(why) else print("g cancelled", t:cancelled()) end
end
