-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and e.errors and "group " .. names(e) or type(e) == "table" and tostring(e.type) or plain(e) end
function T() return math.floor(now() * 10 + 0.5) end
function j(n) if not pcall(sleep, 5) then error(n, 0) end end
function g() gather(coroutine(j, "a"), coroutine(j, "b")) end
function main()
  local t = spawn(g) sleep(.1) t:cancel()
  local ok, e = pcall(await, t) print("E", kind(e))
  sleep(.3) print("end")
end
