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
function slow(n, s)
  local ok, why = pcall(sleep, 9)
  if not ok then sleep(s) print("cleaned", n, T()) error(why, 0) end
end
function limited(s) timeout(s, sleep, 9) end
function first() timeout(.2, task_group, function(g) g.spawn(slow, "a", .1) g.spawn(slow, "b", .3) end) end
function second() task_group(function(g) g.spawn(slow, "a", .1) g.spawn(limited, .2) end) end
function third() task_group(function(g) g.spawn(slow, "a", .1) timeout(.1, sleep, 9) end) end
function fourth() timeout(.2, task_group, function(g) g.spawn(slow, "a", .1) timeout(.1, sleep, 9) end) end
function main()
  for _, f in ipairs{ first, second, third, fourth } do
    local ok, e = pcall(await, spawn(f))
    if type(e) == "table" then print("group of", #e.errors, T()) else print(kind(e), T()) end
  end
end
