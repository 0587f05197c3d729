-- models: thread_pool process_pool threads event_loop
-- workers: 3
scale = 10
function f(n) sleep(n) return n end
function main()
  for x in as_completed({ spawn(f, 3), spawn(f, 1), spawn(f, 2) }) do print(await(x), math.floor(now() + 0.5)) end
end
