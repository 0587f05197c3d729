-- models: thread_pool
-- workers: 3
own = thread_local()
function seen(n)
  local before = own.n
  own.n = n
  return before
end
function slow(n) sleep(.1) return seen(n) end
function main()
  for n = 0, 3 do print(await(spawn(seen, n))) sleep(.02) end
  local both = { spawn(slow, 4), spawn(slow, 5) }
  local begun = 0
  for _, f in ipairs(both) do if await(f) == nil then begun = begun + 1 end end
  print(begun, "has begun")
end
