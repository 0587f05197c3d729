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
  if not ok then print("cut", n, T()) error(why, 0) end
  if bad then error(n, 0) end
  return n
end
function tell(word, ts, d, p)
  local all = { word }
  for _, list in ipairs{ d, p } do for _, t in ipairs(ts) do
    local has = false for _, x in ipairs(list) do has = has or x == t end
    all[#all + 1] = tostring(has)
  end end
  print(table.concat(all, " "), T())
end
function w(a, b) local ok, why = pcall(wait, { a, b }) if not ok then print("wait cancelled", T()) error(why, 0) end end
function main()
  local ts = { spawn(slow, "a", .3), spawn(slow, "b", .1, true), spawn(slow, "c", .2) }
  tell("first", ts, wait(ts, { return_when = "first_completed" }))
  tell("exception", ts, wait(ts, { return_when = "first_exception" }))
  tell("timeout", ts, wait(ts, { timeout = .1 }))
  tell("all", ts, wait(ts))
  ts = { spawn(slow, "a", .3), spawn(slow, "b", .1) }
  local t = spawn(w, ts[1], ts[2]) sleep(.2) t:cancel()
  local ok, e = pcall(await, t) print(kind(e), "[" .. tostring(ts[1]:done()) .. ", " .. tostring(ts[2]:done()) .. "]")
  ts[1]:cancel() tell("again", ts, wait(ts, { return_when = "first_exception" }))
  ts = { spawn(slow, "a", .3), spawn(slow, "b", .1), spawn(slow, "c", .4, true) } yield() ts[2]:cancel()
  tell("cancelled is none", ts, wait(ts, { return_when = "first_exception" }))
end
