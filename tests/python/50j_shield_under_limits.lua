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
  local ok, why = pcall(sleep, s)
  if ok then print("slow", n, T()) return n end
  print("cut", n, T()) error(why, 0)
end
function shielded(n, t)
  local ok, why = pcall(shield, t)
  if ok then print("got", n, T()) else print("shielded cut", n, T()) error(why, 0) end
end
function grouped(t) task_group(function(g) g.spawn(shielded, "a", t) g.spawn(bad, .1) end) end
function shields(t) return shield(t) end
function bad(s) sleep(s) error("bad", 0) end
function main()
  local t = spawn(slow, "a", .3)
  local ok, e = pcall(await, spawn(grouped, t))
  print(kind(e), t:done(), T())
  await(t)
  t = spawn(slow, "b", .3)
  ok, e = pcall(timeout, .1, shield, t) print(kind(e), t:done(), T())
  print(await(t))
  t = spawn(slow, "c", .3)
  ok, e = pcall(wait_for, spawn(shields, t), .1) print(kind(e), t:done(), T())
  print(await(t))
  t = spawn(slow, "d", .3) local u = spawn(shielded, "d", t) sleep(.1) t:cancel()
  ok, e = pcall(await, u) print(kind(e), u:cancelled(), t:cancelled())
end
