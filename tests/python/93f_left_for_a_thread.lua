-- models: event_loop
scale = 10
function job(n) blocking_sleep(n) print("job", n, math.floor(now() + 0.5)) end
function co(n) sleep(n) print("never") end

function main()
  to_thread(job, 2)
  spawn(co, 9)
  sleep(1)
  print("main ends", math.floor(now() + 0.5))
end
