-- models: event_loop threads processes thread_pool sequential
function f() print("f runs") return 1 end
function main()
  local c = coroutine(f) print("made, nothing has run")
  print(await(c))
  local _, why = pcall(await, c)
  if why:find("cannot reuse already awaited coroutine") then print("cannot reuse already awaited coroutine") end
  local t = spawn(coroutine(f)) print(await(t))
  if not pcall(await, 5) then print("5 cannot be awaited") end
end
