-- models: thread_pool
-- workers: 1
v, own = context_variable("none"), thread_local()
function job(n) print("job", n, "begins with", v:get(), own.x) v:set(n) own.x = n end
function main()
  v:set("main") own.x = "main"
  for n = 1, 2 do spawn(job, n):result() end
  print("main sees", v:get(), own.x)
end
