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
  if not ok then print("cleans", n, T()) sleep(s) print("cleaned", n, T()) error(why, 0) end
end
function f()
  task_group(function(g)
    g.spawn(slow, "outer", .1)
    task_group(function(h) h.spawn(slow, "inner", .3) end)
    print("not here")
  end)
end
function main()
  local t = spawn(f) sleep(.1) t:cancel()
  local ok, e = pcall(await, t) print(kind(e), t:cancelled(), T())
  t = spawn(f) sleep(.1) t:cancel() sleep(.1) t:cancel()
  ok, e = pcall(await, t) print(kind(e), t:cancelled(), T())
end
