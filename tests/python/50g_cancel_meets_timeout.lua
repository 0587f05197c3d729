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
function lim(seconds, cleanup)
  local ok, e = pcall(timeout, seconds, function()
    local ok, why = pcall(sleep, 9)
    sleep(cleanup) if not ok then error(why, 0) end
  end)
  if not ok then print("lim", kind(e), T()) error(e, 0) end
end
function nested(a, b, cleanup)
  local ok, e = pcall(timeout, a, function()
    local ok, e = pcall(timeout, b, function()
      local ok, why = pcall(sleep, 9)
      sleep(cleanup) if not ok then error(why, 0) end
    end)
    if not ok then print("inner", kind(e), T()) error(e, 0) end
  end)
  if not ok then print("outer", kind(e), T()) end
end
function swallow(a, b)
  local ok, e = pcall(timeout, a, function()
    local ok, e = pcall(timeout, b, function()
      if not pcall(sleep, 9) then print("swallowed", T()) end
      sleep(5)
      print("not here")
    end)
    if not ok then print("inner", kind(e), T()) error(e, 0) end
  end)
  if not ok then print("outer", kind(e), T()) end
end
function main()
  local t = spawn(lim, .2, .4) sleep(.4) t:cancel()
  local ok, e = pcall(await, t) print(kind(e), t:cancelled())
  t = spawn(lim, .4, .4) sleep(.2) t:cancel()
  ok, e = pcall(await, t) print(kind(e), t:cancelled())
  for _, p in ipairs{ {.2, .4}, {.4, .2}, {.2, .2}, {.2, .9}, {.9, .2} } do nested(p[1], p[2], .5) end
  for _, p in ipairs{ {.2, .4}, {.4, .2}, {.9, .2} } do swallow(p[1], p[2]) end
end
