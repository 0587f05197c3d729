-- models: event_loop
scale = 10
v, w = context_variable(), context_variable(0)
function child()
  print("child", v:get(), w:get()) local tok = w:set(5) v:set("c") print(w:get()) w:reset(tok) print(w:get(), v:get())
end
function cb(t) print("cb", v:get()) end
function main()
  if not pcall(v.get, v) then print("lookup") end
  v:set("m") local t = spawn(child) v:set("m2") t:add_done_callback(cb) v:set("m3") await(t)
  yield() print("main", v:get(), w:get())
  child() print("main", v:get())
end
