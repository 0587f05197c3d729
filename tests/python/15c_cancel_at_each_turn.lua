-- models: event_loop
function yields(n) for i = 1, n do yield() end end
told, l, sem, q, b = channel(99), lock(), semaphore(1), channel(1), {}
for k = 0, 6 do b[k] = barrier(2) end
function locks(n) l:lock() told:send(n) local ok, why = pcall(yield) l:unlock() if not ok then error(why, 0) end end
function sems(n) sem:acquire() told:send(n) local ok, why = pcall(yield) sem:release() if not ok then error(why, 0) end end
qs = {} for k = 0, 6 do qs[k] = channel(1) end
function gets(k) told:send(qs[k]:receive()) end
function puts(k) for i = 0, 1 do qs[k]:send(i) end end
function meets(k) told:send(b[k]:wait()) end
function show(word, k, ts, more)
  local all = { word, k }
  while told:length() > 0 do all[#all + 1] = tostring(told:try_receive()) end
  for _, t in ipairs(ts) do all[#all + 1] = tostring(t:done()) end
  if more ~= nil then all[#all + 1] = tostring(more) end
  print(table.concat(all, " "))
end
function main()
  for k = 0, 6 do
    local ts = { spawn(locks, 0), spawn(locks, 1), spawn(locks, 2), return_exceptions = true }
    yields(k) ts[2]:cancel() gather(ts) show("lock", k, {}, l:locked())
  end
  for k = 0, 6 do
    local ts = { spawn(sems, 0), spawn(sems, 1), spawn(sems, 2), return_exceptions = true }
    yields(k) ts[2]:cancel() gather(ts)
    local free = sem:try_acquire() if free then sem:release() end
    show("sem", k, {}, not free)
  end
  for k = 0, 6 do
    local ts = { spawn(gets, k), spawn(gets, k), spawn(gets, k), spawn(puts, k) }
    yields(k) ts[1]:cancel() yields(9) show("queue", k, ts)
    for _, t in ipairs(ts) do t:cancel() end
  end
  for k = 0, 6 do
    local ts = { spawn(meets, k), spawn(meets, k), spawn(meets, k) }
    yields(k) ts[1]:cancel() yields(9) show("barrier", k, ts)
    for _, t in ipairs(ts) do t:cancel() end
  end
end
