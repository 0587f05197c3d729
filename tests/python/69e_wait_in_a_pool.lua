-- models: thread_pool process_pool threads
-- workers: 3
scale = 10
function T() return math.floor(now() + 0.5) end
function f(n) sleep(n) if n == 2 then error("two", 0) end return n end
function main()
  local fs = { spawn(f, 1), spawn(f, 2), spawn(f, 3) }
  local d, p = wait(fs, { return_when = "first_completed" }) print(#d, #p, T())
  d, p = wait(fs, { return_when = "first_exception" }) print(#d, #p, T())
  d, p = wait(fs, { timeout = 5 }) print(#d, #p, T())
  d, p = wait(fs, { return_when = "first_completed" }) print(#d, #p, T())
  d, p = wait({}, { return_when = "first_completed" }) print(#d, #p, T())
  print(fs[2]:exception() ~= nil)
end
