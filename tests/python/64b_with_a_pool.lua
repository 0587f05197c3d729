-- models: thread_pool process_pool
-- workers: 2
function f(n) sleep(0.1 * n) return n end
function one_by(n) sleep(0.1) return 1 // n end
function main()
  local a, b, left
  pool(function(pool)
    a, b, left = pool.submit(f, 3), pool.submit(f, 1), pool
    print("submitted", a:done())
  end)
  print("left", a:done(), b:done())
  local _, why = pcall(left.submit, f, 1)
  print(why:match("cannot schedule new futures after shutdown"))
  _, why = pcall(pool, function(pool) a = pool.submit(f, 2) error("body", 0) end)
  print(why, a:done())
  pool(function(pool) a = pool.submit(one_by, 0) end)
  print("left", a:exception() ~= nil)
  local all = {}
  pool(function(pool) for result in pool.map(f, { 3, 1, 2 }) do all[#all + 1] = result end end)
  print(unpack(all))
  pool(function(pool)
    local results = pool.map(one_by, { 1, 0, 2, 1, 1 })
    local function take_all() for result in results do print(result) end end
    if not pcall(take_all) then print("map raises") end
    print(results() == nil)
  end)
end
