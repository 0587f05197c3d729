-- models: event_loop threads processes thread_pool
-- workers: 3
scale = 10
function f(n) sleep(math.abs(n)) if n < 0 then error("failed") end return n end
function make(...) local ts = {} for i, n in ipairs({ ... }) do ts[i] = spawn(f, n) end return ts end
function main()
  for _, when in ipairs({ "first_completed", "first_exception", "all_completed" }) do
    local done, pending = wait(make(1, -2, 3), { return_when = when })
    print(when, #done, #pending, math.floor(now() + 0.5))
    if #pending > 0 then local rest = wait(pending) for _, t in ipairs(rest) do t:exception() end end
    for _, t in ipairs(done) do t:exception() end
  end
  local done, pending = wait(make(1, 2), { return_when = "first_exception" }) print("none fails", #done, #pending)
end
