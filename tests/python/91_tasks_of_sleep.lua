-- models: event_loop
function main()
  gather{ spawn(sleep, 0.2), create_task(coroutine(sleep, 0.1)) }
  print(select(2, pcall(wait_for, coroutine(sleep, 0.5), 0.1)))
  print(math.floor(10 * now() + 0.5))
end
