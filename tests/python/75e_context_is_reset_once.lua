-- models: event_loop
scale = 10
v = context_variable("d")
function f(n) v:set(n) yield() return v:get() end
function g() v:set("g") return v:get() end
function main()
  v:set("m") print("[" .. table.concat(gather(coroutine(f, 1), coroutine(f, 2)), ", ") .. "]", v:get()) print(await(coroutine(g)), v:get())
  print(wait_for(coroutine(f, 3), 5), v:get())
  timeout(5, function() await(coroutine(f, 4)) end) print(v:get())
  print(shield(coroutine(f, 5)), v:get())
  local t task_group(function(tg) t = tg.spawn(coroutine(f, 6)) end) print(t:result(), v:get())
  local t = v:set("x") local u = v:set("y") v:reset(t) print(v:get())
  if not pcall(v.reset, v, t) then print("used already") end
end
