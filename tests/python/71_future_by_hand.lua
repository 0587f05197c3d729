-- models: event_loop threads threads_gil processes thread_pool process_pool
scale = 10
function setter(f) sleep(1) f:set_result(7) end
function main()
  local f = future() local t = spawn(setter, f)
  print(f:done()) print(await(f), f:done(), math.floor(now() + 0.5))
  if not pcall(f.set_result, f, 8) then print("it is set already") end
  local g = future() g:set_exception("by hand")
  local _, why = pcall(await, g) print(why:match("by hand$"))
  await(t)
end
