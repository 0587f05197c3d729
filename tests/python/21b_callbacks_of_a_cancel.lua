-- models: thread_pool
-- workers: 1
scale = 10
function T() return math.floor(now() + 0.5) end
function f(n) print("runs", n) sleep(2) return n end
function cb(f) print("cb", f:cancelled()) end
function main()
  local a, b, c = spawn(f, 0), spawn(f, 1), spawn(f, 2) sleep(1) b:add_done_callback(cb)
  print(a:cancel(), not a:done(), b:cancel(), b:cancel(), b:cancelled(), b:done())
  if not pcall(b.result, b) then print("cancelled") end
  if not pcall(b.exception, b) then print("cancelled") end
  local d, p = wait({ a, b, c }) print(#d, #p, T())
end
