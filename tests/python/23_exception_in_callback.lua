-- models: event_loop
function f() return 1 end
function bad() error("in callback") end
function second() print("second callback") end
function main()
  local t = spawn(f)
  t:add_done_callback(bad) t:add_done_callback(second)
  print(await(t), "main goes on") yield()
end
