-- models: event_loop
l, log = lock(), variable({})
function note(name) local names = log.value names[#names + 1] = name log.value = names end
function add(name)
  with(l, function()
    note(name)
    sleep(0.1)
    if name == "b" then error("b fails", 0) end
    note(name)
  end)
end
function main()
  local tasks = { spawn(add, "a"), spawn(add, "b"), spawn(add, "c") }
  sleep(0.05)
  tasks[1]:cancel()
  local results = gather{ tasks[1], tasks[2], tasks[3], return_exceptions = true }
  print(results[2] and "True", results[3] == nil and "None", l:locked() and "True" or "False")
  print(table.concat(log.value))
end
