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
function finally(body, cleanup)
  local ok, why = pcall(body)
  cleanup()
  if not ok then error(why, 0) end
end
function careful(n)
  finally(function()
    finally(function()
      finally(function() sleep(9) end, function() print("first", T()) sleep(.2) print("first done", T()) end)
    end, function() print("second", T()) sleep(.2) print("second done", T()) end)
  end, function() print("third", T()) sleep(.2) print("third done", T()) end)
end
function main()
  for times = 1, 4 do
    local t = spawn(careful, times) sleep(.1)
    for i = 1, times do print(t:cancel()) sleep(.1) end
    local ok, e = pcall(await, t) print(times, kind(e), t:cancelled(), times, T())
    print(t:cancel(), t:cancelled())
  end
end
