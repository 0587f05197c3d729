-- models: threads threads_gil thread_pool sequential
scale = 10
function cb1(f) print("cb", f:cancelled()) end
function cb2(f) print("cb", f:result()) end
function cb3() print("late cb") end
function main()
  local f = future() f:add_done_callback(cb1) print(f:cancel()) print(f:cancel(), f:done())
  local g = future() g:add_done_callback(cb2) g:set_result(3) print("after set")
  g:add_done_callback(cb3) print("end")
end
