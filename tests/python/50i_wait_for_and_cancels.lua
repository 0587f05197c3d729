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
function slow(n, s, result)
  local ok, why = pcall(sleep, 9)
  if ok then return end
  local fine, again = pcall(sleep, s or .2)
  if not fine then print("cut", n, T()) error(again, 0) end
  print("cleaned", n, T())
  if result == "bad" then error("bad", 0) end
  if result then return result end
  error(why, 0)
end
function f(n, s, result)
  local ok, e = pcall(function() print("got", wait_for(spawn(slow, n, .2, result), s), T()) end)
  if not ok then print("f", kind(e), T()) error(e, 0) end
end
function g(n, a, b)
  local ok, e = pcall(timeout, a, function() print("got", wait_for(spawn(slow, n), b), T()) end)
  if not ok then print("g", kind(e), T()) end
end
function main()
  for _, result in ipairs{ false, "bad", 7 } do
    local t = spawn(f, "a", .1, result)
    local ok, e = pcall(await, t) if not ok then print(kind(e)) end
    t = spawn(f, "b", .5, result) sleep(.1) t:cancel()
    ok, e = pcall(await, t) if not ok then print(kind(e), t:cancelled()) end
    t = spawn(f, "c", .1, result) sleep(.2) t:cancel()
    ok, e = pcall(await, t) if not ok then print(kind(e), t:cancelled()) end
  end
  g("x", .1, .2) g("y", .2, .1) g("z", .1, .15)
end
