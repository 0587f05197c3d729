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
function slow(n)
  for i = 0, 2 do
    if pcall(sleep, n) then print("slow ends", i, T()) return i end
    print("slow cancelled", T())
  end
  print("slow gives up", T())
end
function bad(n) sleep(n) error("bad", 0) end
function main()
  for _, p in ipairs{ {.2, .4}, {.4, .2}, {.2, .2} } do
    local t = spawn(slow, .7)
    local ok, e = pcall(timeout, p[1], function()
      local ok, e = pcall(timeout, p[2], function() print("got", await(t), T()) end)
      if not ok then print("inner", kind(e), T()) error(e, 0) end
    end)
    if not ok then print("outer", kind(e), T()) end
    sleep(.1)
  end
  local ok, e = pcall(timeout, .2, function()
    local ok, e = pcall(task_group, function(g) g.spawn(bad, .1) end)
    print(kind(e))
    sleep(9)
  end)
  print(kind(e), T())
end
