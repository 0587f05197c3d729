-- models: event_loop
function inner()
  local ok, why = pcall(sleep, 10)
  if ok then return "inner done" end
  print("inner cancelled") error(why, 0)
end
function outer(t)
  local ok, why = pcall(shield, t)
  if ok then return why end
  print("outer cancelled") error(why, 0)
end
function shields(x) return shield(x) end
function main()
  local t = spawn(inner) local o = spawn(outer, t)
  sleep(1) o:cancel()
  if not pcall(await, o) then print("o is cancelled", o:cancelled(), t:done()) end
  print(await(t))
  local u = spawn(inner) local w = spawn(outer, u)
  sleep(1) u:cancel()
  if not pcall(await, w) then print("w is cancelled", w:cancelled(), u:cancelled()) end
  local x = spawn(inner)
  local ok, why = pcall(wait_for, spawn(shields, x), 1)
  if why == "timeout" then print("too late", x:done()) end
  print(await(x))
end
