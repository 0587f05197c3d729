-- models: event_loop threads processes thread_pool
-- workers: 3
scale = 10
function t() return math.floor(now() + 0.5) end
function f(n) sleep(n) print("end", n, t()) return n end
function main()
  local r = gather(spawn(f, 3), spawn(f, 1), spawn(f, 2)) print(r[1], r[2], r[3], t())
  print(#gather())
end
