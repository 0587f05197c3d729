-- models: event_loop
v, own = context_variable("none"), thread_local()
function child(n) print("child", n, "begins with", v:get()) v:set(n) sleep(1) print("child", n, "sees", v:get()) end
function other() print("same thread", own.x) own.x = 2 end
function main()
  local before = v:set("main")
  local ts = {} for n = 1, 2 do ts[n] = spawn(child, n) end
  v:set("later")
  gather(ts)
  print("main sees", v:get()) v:reset(before) print("main sees", v:get())
  own.x = 1
  await(spawn(other)) print("one thread", own.x)
end
