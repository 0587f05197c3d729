-- models: event_loop
-- workers: 1
scale = 10
function job(n) blocking_sleep(2) print("job", n, math.floor(now() + 0.5)) end

function main()
  local fs = {}
  for n = 1, 3 do fs[n] = to_thread(job, n) end
  sleep(1)
  print("cancels", fs[2]:cancel())
  fs.return_exceptions = true
  local r = gather(fs)
  print(r[1] or "NoneType", r[2] and "CancelledError", r[3] or "NoneType")
end
