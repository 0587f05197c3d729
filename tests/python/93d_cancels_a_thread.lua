-- models: event_loop
scale = 10
function time_of() return math.floor(now() + 0.5) end
function job(n) blocking_sleep(n) print("job ends", n, time_of()) if n == 5 then print("all", time_of()) end end

function main()
  local f = to_thread(job, 4)
  sleep(1)
  print("cancels", f:cancel())
  local fine, why = pcall(await, f)
  print(why, f:cancelled(), time_of())
  fine, why = pcall(wait_for, to_thread(job, 5), 1)
  print(why, time_of())
  print("main ends", time_of())
end
