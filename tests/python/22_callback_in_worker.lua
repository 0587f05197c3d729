-- models: thread_pool
-- workers: 1
-- order: any
scale = 10
function t() return math.floor(now() + 0.5) end
function f(n) sleep(1) print("task", n, "ends", t()) return n end
function called(future) sleep(1) print("called back for", future:result(), t()) end
function main()
  local a = spawn(f, 1) a:add_done_callback(called) a:add_done_callback(called)
  local b = spawn(f, 2)
  print("main has", a:result(), t()) b:result()
end
