-- models: thread_pool process_pool
-- workers: 1
function f(n) sleep(0.2) print("ends", n) return n end
function begun() local it = pool() return it, it.submit(f, 1), it.submit(f, 2), it.submit(f, 3) end
function main()
  local it, a, b, c = begun()
  sleep(0.1)
  it.shutdown{ wait = false }
  print("shut down", a:done())
  local _, why = pcall(it.submit, f, 4)
  print(why:match("cannot schedule new futures after shutdown"))
  print(await(b), await(c))
  it, a, b, c = begun()
  sleep(0.1)
  it.shutdown{ cancel_futures = true }
  print(a:done(), b:cancelled(), c:cancelled(), await(a))
  it.shutdown()
  print("again")
end
