-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function yields(n) for i = 1, n do yield() end end
function bad(n) yields(n) error("bad", 0) end
function f(n, m) task_group(function(g) g.spawn(bad, n) yields(m) end) end
function g(n) task_group(function(g) g.spawn(bad, n) sleep(1) end) end
function main()
  for n = 0, 4 do for k = 0, 5 do
    local t = spawn(g, n)
    yields(k) t:cancel()
    local ok, e = pcall(await, t) print(n, k, kind(e), t:cancelled())
  end end
  for n = 0, 2 do for m = 0, 3 do for k = 0, 5 do
    local t = spawn(f, n, m)
    yields(k) local c = t:cancel()
    local ok, e = pcall(await, t) if ok then print("fine") else print(n, m, k, c, kind(e), t:cancelled()) end
  end end end
end
