-- models: threads threads_gil processes event_loop thread_pool process_pool
-- workers: 4
scale = 10
b = barrier(3)
function f(n) sleep(n) return b:wait() end
function waits() print(pcall(b.wait, b) and "met" or "broken") end
function one_waits() local t = spawn(waits) sleep(1) return t end
function main()
  local ts = { spawn(f, 1), spawn(f, 2), spawn(f, 3) }
  for n, t in ipairs(ts) do print("index", n, ":", await(t), ".") end
  local t = one_waits() b:abort() await(t) print(b:broken())
  if not pcall(b.wait, b) then print("who comes later, too") end
  b:reset() print(b:broken())
  t = one_waits() b:reset() await(t) print(b:broken())
end
