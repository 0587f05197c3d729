-- models: thread_pool process_pool threads
scale = 10
function f() return 1 end
function called() sleep(1) print("callback") end
function main()
  local t = spawn(f) await(t) sleep(0.5)
  t:add_done_callback(called)
  print("registered")
end
