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
function bad(n, s) sleep(s) error(n, 0) end
function slow(n, s)
  local ok, why = pcall(sleep, s)
  if ok then print("slow", n) return n end
  print("cut", n, T()) error(why, 0)
end
function grouped(n) task_group(function(g) g.spawn(bad, n, .1) g.spawn(slow, n, .3) end) end
function gathers() gather{ spawn(bad, "x", .2), spawn(slow, "x", .4) } end
function main()
  local es = gather{ spawn(grouped, "a"), spawn(grouped, "b"), return_exceptions = true }
  print("['" .. kind(es[1]) .. "', '" .. kind(es[2]) .. "']", T())
  local ok, e = pcall(gather, spawn(grouped, "a"), spawn(slow, "c", .3)) print(kind(e), T())
  sleep(.3)
  ok, e = pcall(task_group, function(g) g.spawn(gathers) g.spawn(slow, "d", .5) end) print(kind(e), T())
  sleep(.3) print(T())
end
