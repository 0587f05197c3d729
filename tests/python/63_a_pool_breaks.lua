-- models: process_pool
-- workers: 2
killed_worker = "breaks"
function good(n) sleep(0.3) return n end
function dies() sleep(0.1) current_task():kill() end
function main()
  local futures = { spawn(dies) }
  for n = 1, 3 do futures[n + 1] = spawn(good, n) end
  for n, future in ipairs(futures) do
    local fine, value = pcall(await, future)
    print(n - 1, fine and value or value.type)
  end
  for _, future in ipairs(futures) do print(future:done(), future:cancelled(), future:cancel()) end
  local _, why = pcall(spawn, good, 4)
  print("submit", why.type)
end
