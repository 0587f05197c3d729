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
function f() return 1 end
function main()
  for _, s in ipairs{ 0, -1 } do
    local ok, e = pcall(timeout, math.max(s, 0), function()
      print("in") yield() print("one turn")
      yield() print("two turns") sleep(1)
    end)
    print(kind(e), T())
  end
  local ok, e = pcall(timeout, .1, function() compute(.2) print("late", T() >= .2) yield() print("a turn") sleep(1) end) print(kind(e))
  ok, e = pcall(timeout, .1, function() compute(.2) print("no wait") end) print(ok and "fine" or kind(e))
  ok, e = pcall(timeout, .1, timeout, .2, function() compute(.3) sleep(1) end) print(kind(e))
  ok, e = pcall(timeout, 0, function() print(await(coroutine(f))) end) print(ok and "fine" or kind(e))
end
