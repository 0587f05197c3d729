-- models: event_loop threads
scale = 10
function g(give)
  local fine, why = pcall(function() local x = give(1) print("got", x) local y = give(2) print("got", y) end)
  if not fine and why == "v" then print("caught", why) fine, why = pcall(give, 99) end
  print("finally")
  if not fine then error(why, 0) end
  return "r"
end
function bad(give) if not pcall(give, 1) then give(2) end end
function raiser(give) give(1) error("key", 0) end
function stops(give) give(1) error("stop iteration", 0) end
function main()
  local a = generator(g) print(a:next(), a:send("s"), a:throw("v"))
  local ok, why = pcall(a.next) if not ok then print("stop", a:returned()) end
  local b = generator(g) b:next() b:close() b:close() print("closed")
  local c = generator(bad) c:next() ok, why = pcall(c.close, c) if not ok then print("ignored the exit") end
  local d = generator(g) ok, why = pcall(d.throw, d, "k") print("thrown into new", why)
  ok, why = pcall(d.next) if why == "stop iteration" then print("stop") end
  local e = generator(g) local all = {} for x in e do all[#all + 1] = x end print("[" .. table.concat(all, ", ") .. "]")
  ok, why = pcall(a.throw, a, "late") print(why)
  local r = generator(raiser) r:next() ok, why = pcall(r.next) print(why)
  ok, why = pcall(r.next) print("default")
  local s = generator(stops) s:next() ok, why = pcall(s.next) if not ok and why ~= "stop iteration" then print("raised StopIteration") end
end
