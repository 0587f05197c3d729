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
function slow(n, s, bad)
  local ok, why = pcall(sleep, s)
  if not ok then
    print("cancelled", n, T())
    if bad then error("bad " .. n, 0) end
    error(why, 0)
  end
  return n
end
function f(list)
  local ok, e = pcall(gather, list)
  if ok then print(table.concat(e, ",")) else print("f", kind(e), T()) error(e, 0) end
end
function f1() f{ spawn(slow, "a", .5), spawn(slow, "b", .3) } end
function f2() f{ spawn(slow, "a", .5, true), spawn(slow, "b", .3) } end
function f3() f{ spawn(slow, "a", .5, true), spawn(slow, "b", .3), return_exceptions = true } end
function f4(x, y) f{ x, y } end
function main()
  for _, g in ipairs{ f1, f2, f3 } do
    local t = spawn(g) sleep(.1) t:cancel()
    local ok, e = pcall(await, t) print(kind(e), t:cancelled())
  end
  local x, y = spawn(slow, "x", .2), spawn(slow, "y", .2)
  local t = spawn(f4, x, y) sleep(.1) x:cancel()
  local ok, e = pcall(await, t) print(kind(e), t:cancelled(), y:done())
  sleep(.2) print(y:done(), y:result())
  x, y = spawn(slow, "x", .2), spawn(slow, "y", .2)
  t = spawn(f4, x, y) sleep(.1) t:cancel() x:cancel() t:cancel()
  ok, e = pcall(await, t) print(kind(e), t:cancelled(), y:done())
end
