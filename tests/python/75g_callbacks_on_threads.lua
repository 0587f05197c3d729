-- models: threads threads_gil
who, v = thread_local(), context_variable("default")
function cb(f) print("cb sees", who.name, v:get()) end
function setter(f) who.name = "setter" v:set("setter's") f:set_result(2) end
function main()
  who.name = "main" v:set("main's")
  local f = future() f:add_done_callback(cb) f:set_result(1)
  f:add_done_callback(cb)
  f = future() f:add_done_callback(cb)
  join(spawn(setter, f))
  f = future() f:add_done_callback(cb) f:cancel()
end
