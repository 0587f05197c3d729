-- models: event_loop
function child(name)
  print("starts", name)
  local ok, why = pcall(sleep, 0.1)
  print(ok and "ends" or "cut", name)
  if not ok then error(why, 0) end
end
function cancels_itself()
  current_task():cancel()
  if not pcall(gather, coroutine(child, "a"), coroutine(child, "b")) then print("cancelled") end
end
function cancels_its_parent(parent, given)
  parent:cancel()
  local ok, why = pcall(await, given)
  if not ok then print("child cut", given:cancelled()) error(why, 0) end
end
function parent(given)
  if not pcall(gather, coroutine(cancels_its_parent, current_task(), given)) then print("parent cut", given:cancelled()) end
end
function awaits_in_time(name, given)
  local ok, why = pcall(timeout, 0.1, await, given)
  if not ok then print(name, why) end
end
function main()
  await(spawn(cancels_itself))
  await(spawn(parent, future()))
  local given = future()
  gather(coroutine(awaits_in_time, "c", given), coroutine(awaits_in_time, "d", given))
end
