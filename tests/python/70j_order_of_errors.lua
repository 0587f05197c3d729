-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function yields(n) for i = 1, n do yield() end end
function bad(n, s) yields(s) error(n, 0) end
function stubborn(n, s) if not pcall(sleep, 9) then sleep(s) error(n, 0) end end
function show(jobs, turns, err)
  local ok, e = pcall(task_group, function(g)
    for _, j in ipairs(jobs) do g.spawn(j[1], j[2], j[3]) end
    local ok, why = pcall(yields, turns or 0)
    if not ok then print("body cancelled") error(why, 0) end
    if err then error(err, 0) end
  end)
  print(kind(e))
end
function main()
  show{{bad, "a", 2}, {bad, "b", 1}}
  show{{bad, "a", 1}, {bad, "b", 0}}
  show{{bad, "a", 1}, {bad, "b", 1}, {bad, "c", 0}}
  show({{bad, "a", 0}, {bad, "b", 0}}, 0, "body")
  show({{bad, "a", 0}, {bad, "b", 0}}, 1, "body")
  show({{bad, "a", 0}, {bad, "b", 0}}, 2, "body")
  show({{bad, "a", 0}, {bad, "b", 0}}, 3, "body")
  show{{stubborn, "x", .3}, {stubborn, "y", .1}, {bad, "a", 1}}
  show({{stubborn, "x", .3}, {stubborn, "y", .1}}, 1, "body")
end
