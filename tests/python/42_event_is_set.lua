-- models: sequential threads threads_gil processes event_loop thread_pool process_pool
e, l = event(), lock()
function main()
  print(e:is_set()) e:set() print(e:is_set(), e:wait()) e:clear() print(e:is_set())
  print(l:locked()) l:lock() print(l:locked()) l:unlock() print(l:locked())
end
