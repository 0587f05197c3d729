-- models: event_loop
function bad(n) sleep(n) error({ n = n }) end
function good(n)
  local ok, why = pcall(sleep, n)
  if ok then print("good", n) return n end
  print("good cancelled", n) error(why, 0)
end
function bad_cleanup() pcall(sleep, 100) error({ n = "in cleanup" }) end
function grouped() task_group(function(g) g.spawn(good, 7) g.spawn(good, 8) end) end
function main()
  local ok, e = pcall(task_group, function(g) g.spawn(good, 5) sleep(1) error({ n = "body" }) end)
  print("body", 1)
  ok, e = pcall(task_group, function(g) g.spawn(bad, 1) g.spawn(bad_cleanup) g.spawn(good, 9) end)
  print("errors", #e.errors)
  ok, e = pcall(task_group, function(g)
    g.spawn(good, 9)
    task_group(function(h) h.spawn(bad, 1) h.spawn(good, 8) end)
    print("never")
  end)
  print("outer", 1)
  local t = spawn(grouped) sleep(1) t:cancel()
  if not pcall(await, t) then print("group cancelled", t:cancelled()) end
  local a, b
  task_group(function(g) a, b = g.spawn(good, 1), g.spawn(good, 2) end)
  print(a:result() + b:result())
  local c
  task_group(function(g) c = g.spawn(good, 5) g.spawn(good, 2) yield() c:cancel() end)
  print("fine", c:cancelled())
  ok, e = pcall(task_group, function(g)
    local x = g.spawn(bad, 1)
    local ok, why = pcall(await, x)
    if why.n then print("body sees the error") end
  end)
  print("and the group", #e.errors)
end
