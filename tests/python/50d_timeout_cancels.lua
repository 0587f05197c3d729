-- models: event_loop
scale = 10
function inner(name, swallows)
  local fine, why = pcall(sleep, 20)
  if not fine then
    print(name, "is cancelled at", math.floor(now() + 0.5))
    sleep(2)
    if not swallows then error(why, 0) end
  end
  return name .. " goes on"
end
function case(name, swallows, waits)
  local task = spawn(inner, name, swallows)
  local fine, why = pcall(timeout, 2, function() print(waits(task)) end)
  if not fine then print("timeout at", math.floor(now() + 0.5)) end
  print(name, task:done(), task:done() and not pcall(task.exception, task))
  if not task:done() then task:cancel() pcall(await, task) end
end
function main()
  case("await", false, await)
  case("swallow", true, await)
  case("gather", false, function(task) return gather(task)[1] end)
  case("shield", false, shield)
end
