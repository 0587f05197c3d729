-- models: event_loop
scale = 10
function job(n) blocking_sleep(n) print("job", n) return n end
function co(n) sleep(n) print("co", n) return n end

function main()
  local r = gather{ to_thread(job, 3), spawn(co, 2), to_thread(job, 1) }
  print(r[1], r[2], r[3], math.floor(now() + 0.5))
end
