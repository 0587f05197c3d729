-- models: thread_pool process_pool threads
-- workers: 1
scale = 10
function f() sleep(1) return 1 end
function bad() error("in callback") end
function second() print("second callback") end
function main()
  local t = spawn(f) t:add_done_callback(bad) t:add_done_callback(second) sleep(2)
  t:add_done_callback(bad) print("registering an erring one raises nothing")
  print("main ends")
end
