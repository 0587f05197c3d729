-- models: event_loop
function bad() sleep(1) error({ message = "bad" }) end
function long() local ok, why = pcall(sleep, 100) print("long is", why) error(why, 0) end
function main()
  local fine, failed = pcall(task_group, function(g)
    g.spawn(bad) g.spawn(long)
    local ok, why = pcall(sleep, 100)
    if ok then print("body goes on") else print("body is", why) error(why, 0) end
  end)
  print("['" .. failed.errors[1].message .. "']")
end
