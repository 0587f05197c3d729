-- models: threads threads_gil processes
scale = 10
own = thread_local()
function f(n) own.x = n sleep(0.5) print("thread", n, "sees", own.x) end
function main()
  local ts = {} for n = 1, 2 do ts[n] = spawn(f, n) sleep(0.1) end
  gather(ts)
  print("main has x:", own.x ~= nil)
end
