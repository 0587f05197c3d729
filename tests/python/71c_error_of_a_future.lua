-- models: event_loop
scale = 10
function f() yield() return 1 end
function main()
  local t = spawn(f)
  for _, w in ipairs{"result", "exception"} do
    local ok, why = pcall(t[w], t) if not ok then print("invalid state") end
  end
  await(t) print(t:result(), t:exception())
  local fu = future() print(fu:cancel(), fu:cancelled(), fu:done(), fu:cancel())
  local ok, why = pcall(fu.set_result, fu, 1) print(ok)
  if not pcall(await, fu) then print("await raises") end
  if not pcall(fu.result, fu) then print("result raises") end
  local g = future() g:set_exception("v")
  for i = 1, 2 do local ok, why = pcall(await, g) print(why) end
  print(g:exception())
end
