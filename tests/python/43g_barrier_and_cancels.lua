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
b = barrier(3)
function party(n, s)
  sleep(s)
  local ok, why = pcall(b.wait, b)
  if ok then print("met", n, T())
  elseif kind(why) == "cancelled" then print("cut", n, T()) error(why, 0)
  else print("broken", n) error(n, 0) end
end
function bad(s) sleep(s) error("bad", 0) end
function grouped() task_group(function(g) g.spawn(party, "a", .1) g.spawn(party, "b", .9) g.spawn(bad, .3) end) end
function spawned(names) local ts = { return_exceptions = true } for n in names:gmatch(".") do ts[#ts + 1] = spawn(party, n, .1) end return ts end
function show(es) return "['" .. kind(es[1]) .. "', '" .. kind(es[2]) .. "']" end
function main()
  local ok, e = pcall(await, spawn(grouped))
  print(kind(e), b:broken(), T())
  ok, e = pcall(timeout, .2, b.wait, b) print(kind(e), b:broken(), T())
  gather(spawned("abc"))
  local ts = spawned("ab") sleep(.2) b:abort()
  print(show(gather(ts)), b:broken())
  b:reset()
  ts = spawned("ab") sleep(.2) b:reset()
  print(show(gather(ts)), b:broken())
  gather(spawned("abc"))
end
