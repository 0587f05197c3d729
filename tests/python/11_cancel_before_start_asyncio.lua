-- models: event_loop
function f() print("never") end
function called() print("callback") end
function main()
  local t = spawn(f)
  t:add_done_callback(called)
  print(t:cancel(), t:done(), t:cancel())
  if not pcall(await, t) then print("cancelled", t:done()) end
end
