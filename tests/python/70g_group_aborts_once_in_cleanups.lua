-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function T() return math.floor(now() * 10 + 0.5) end
function c(e, n)
  if not pcall(sleep, 9) then
    if not pcall(sleep, n or 1) then print("again", e) end
    error(e, 0)
  end
end
function k()
  local ok, why = pcall(sleep, 9)
  if not ok then
    if pcall(sleep, 2) then print("cleaned", T()) else print("cut") end
    error(why, 0)
  end
end
function f() task_group(function(g) g.spawn(c, "c") g.spawn(k) sleep(9) end) end
function main()
  local ok, e = pcall(task_group, function(g)
    g.spawn(c, "c") g.spawn(k) g.spawn(c, "d", 3)
    sleep(0.5) error("body", 0)
  end)
  print(kind(e), T())
  local t = spawn(f) sleep(.5) t:cancel()
  ok, e = pcall(await, t)
  print(kind(e), t:cancelled(), T())
end
