-- models: thread_pool process_pool
-- workers: 2
-- order: any
scale = 10
function T() return math.floor(now() + 0.5) end
function f(n) print("start", n, "at", T()) sleep(n) return n end
function main()
  local ts = {} for i, n in ipairs({ 3, 1, 2, 1 }) do ts[i] = spawn(f, n) end
  local r = gather(ts) print(r[1], r[2], r[3], r[4], T())
end
