-- models: event_loop
scale = 10
function T() return math.floor(now() + 0.5) end
function f(n) sleep(n) return n end
function bad(n) sleep(n) error(n) end
function main()
  local ts = { spawn(f, 1), spawn(bad, 2), spawn(f, 3) }
  local d, p = wait(ts, { return_when = "first_exception" }) print(#d, #p, T())
  wait(ts)
  d, p = wait(ts, { return_when = "first_completed" }) print(#d, #p, T())
  d, p = wait(ts, { return_when = "first_exception" }) print(#d, #p, T())
  local t = spawn(f, 5) d, p = wait({ t }, { timeout = 1 }) print(#d, #p, t:cancelled(), T())
  ts = { t, spawn(f, 1) } d, p = wait(ts, { timeout = 0 }) print(#d, #p, T())
  t:cancel() d, p = wait(ts, { return_when = "first_exception" }) print(#d, #p, T())
  for _, x in ipairs(ts) do x:cancel() end
  if not pcall(wait, {}) then print("refused") end
end
