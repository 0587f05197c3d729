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
function stubborn(n)
  if not pcall(sleep, .3) then print("swallowed", n, T()) end
  sleep(.2) print("ends", n, T()) return n
end
function bad(s) sleep(s) error("bad", 0) end
function f()
  local ok, e = pcall(function()
    task_group(function(g)
      g.spawn(stubborn, "b")
      if not pcall(sleep, 9) then print("body swallows", T()) end
    end)
    print("group left", T())
    sleep(.1) print("f ends")
  end)
  if not ok then print("f", kind(e), T()) error(e, 0) end
end
function main()
  local t
  local ok, e = pcall(task_group, function(g)
    t = g.spawn(stubborn, "a") g.spawn(bad, .1)
    if not pcall(sleep, .2) then print("body cancelled", T()) end
    sleep(.1) print("body ends", T())
  end)
  print(kind(e), t:result(), t:cancelled(), T())
  t = spawn(f) sleep(.1) t:cancel()
  ok, e = pcall(await, t)
  if ok then print("fine", t:cancelled()) else print(kind(e), t:cancelled()) end
end
