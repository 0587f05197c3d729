-- models: thread_pool
-- workers: 1
own = thread_local()
function w(n) own.who = "worker, after " .. n sleep(0.2) end
function a1() print("a1 in", own.who) end
function a2() print("a2 in", own.who) end
function a3() print("a3 in", own.who) end
function bc() print("b in", own.who) end
function main()
  own.who = "main"
  local a = spawn(w, 1) a:add_done_callback(a1) a:add_done_callback(a2)
  local b = spawn(w, 2) b:add_done_callback(bc)
  sleep(0.1)
  print(b:cancel(), a:cancel())
  a:result() sleep(0.1) a:add_done_callback(a3)
  spawn(w, 3):result()
end
