-- models: event_loop threads processes thread_pool
-- workers: 3
scale = 10
function f(n) sleep(n) if n == 2 then error("two") end return n end
function main()
  local r = gather({ spawn(f, 1), spawn(f, 2), spawn(f, 3), return_exceptions = true })
  print(r[1], r[2]:match("two$"), r[3], math.floor(now() + 0.5))
end
