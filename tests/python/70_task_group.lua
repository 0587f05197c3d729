-- models: event_loop
scale = 10
function t() return math.floor(now() + 0.5) end
function ok(n) sleep(n) print("ok", n, t()) end
function bad(n) sleep(n) error("bad") end
function main()
  task_group(function(group) group.spawn(ok, 1) group.spawn(ok, 2) end)
  print("both have ended", t())
  local fine, why = pcall(task_group, function(group) group.spawn(ok, 5) group.spawn(bad, 1) print("inside") end)
  print("group raised", #why.errors, t())
end
