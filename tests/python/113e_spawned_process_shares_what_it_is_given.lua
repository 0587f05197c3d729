-- models: processes
start_method = "spawn"
own = variable(0)
all_lock, all_ours, all_told = mutex(), variable(10, { mmap = true }), channel(2)
function child(n, lock, ours, told)
  for _ = 1, 3 do
    own.value = own.value + 1
    lock:lock()
    ours.value = ours.value + 1
    lock:unlock()
  end
  told:send({ n, own.value })
end
function main()
  own.value = 10
  local processes = {}
  for n = 1, 2 do processes[n] = spawn(child, n, all_lock, all_ours, all_told) end
  for _, process in ipairs(processes) do join(process) end
  local found = {}
  for _ = 1, 2 do
    local pair = all_told:receive()
    found[pair[1]] = "(" .. pair[1] .. ", " .. pair[2] .. ")"
  end
  print("[" .. table.concat(found, ", ") .. "]", own.value, all_ours.value)
end
