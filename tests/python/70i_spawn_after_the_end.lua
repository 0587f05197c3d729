-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function q() print("q") end
function bad() error("bad", 0) end
function main()
  local g
  task_group(function(group) g = group g.spawn(q) end)
  local c = coroutine(q)
  if not pcall(g.spawn, c) then print("finished") end
  await(c)
  local ok, e = pcall(task_group, function(group)
    g = group
    g.spawn(bad)
    if not pcall(sleep, 1) then print("cancelled") end
    c = coroutine(q)
    if not pcall(g.spawn, c) then print("shutting down") end
    await(c)
    error("body", 0)
  end)
  print(kind(e))
  if not pcall(g.spawn, q) then print("finished") end
  task_group(function(group) g = group end)
  if not pcall(g.spawn, q) then print("finished") end
  ok, e = pcall(task_group, function(group) g = group error("alone", 0) end)
  print(kind(e))
  if not pcall(g.spawn, q) then print("finished") end
end
