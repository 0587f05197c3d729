-- models: event_loop
queue = channel(8)
function main()
  local n = 3
  local function job(name, turns)
    for i = 0, turns - 1 do
      print(name, i, n)
      sleep(0)
    end
    return name
  end
  local first = spawn(job, "a", 2)
  first:add_done_callback(function(t) print("called", t:result(), n) end)
  local function both()
    local results = gather{ first, spawn(job, "b", 3) }
    return results[1], results[2]
  end
  print(await(spawn(both)))
  local function worker()
    for work in function() return queue:receive() end do print(work(n)) end
  end
  local w = spawn(worker)
  for k = 1, 3 do queue:send(function(x) return x * k end) end
  queue:close()
  await(w)
end
