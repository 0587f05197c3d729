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
function slow() local ok, why = pcall(sleep, .5) if ok then print("slow", T()) else print("slow cut", T()) error(why, 0) end end
function cancels(t) sleep(.1) t:cancel() print("cancels", T()) sleep(.1) print("went on", T()) end
function selfish() current_task():cancel() print("selfish") yield() print("never") end
function f(what)
  local me = current_task()
  local ok, e = pcall(task_group, function(g)
    local s = g.spawn(slow)
    if what == "owner" then g.spawn(cancels, me) end
    if what == "brother" then g.spawn(cancels, s) end
    if what == "self" then g.spawn(selfish) end
    sleep(.3) print("body ends", T())
  end)
  if not ok then print(what, kind(e), T()) error(e, 0) end
  print(what, "fine", T())
end
function main()
  for _, what in ipairs{ "owner", "brother", "self" } do
    local t = spawn(f, what)
    local ok, e = pcall(await, t) if not ok then print(kind(e), t:cancelled()) end
  end
end
