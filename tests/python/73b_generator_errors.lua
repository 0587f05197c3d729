-- models: event_loop threads threads_gil processes thread_pool sequential
function gen(give, n)
  local fine, why = pcall(function() while true do n = n + (give(n) or 1) end end)
  print("cleans up at", n)
  if why ~= "generator exit" then error(why, 0) end
end
function calls_itself(give, mine)
  local fine, why = pcall(mine.it.next) print(why:match("runs already") and "generator already executing")
  give(1)
end
function inner(give) give(1) give(2) end
function outer(give) for x in generator(inner) do give(10 * x) end end
function main()
  local g = generator(gen, 5)
  if not pcall(g.send, g, 3) then print("has not begun") end
  print(g:next(), g:send(10), g:next())
  g:close()
  print(select(2, pcall(g.next)))
  local mine = {} mine.it = generator(calls_itself, mine)
  print(mine.it:next())
  local h = generator(gen, 1) h:next()
  print(select(2, pcall(h.throw, h, "a pity")))
  print(select(2, pcall(h.next)))
  local never = generator(gen, 0) never:close() print("closed before it began")
  local all = {} for x in generator(outer) do all[#all + 1] = x end print(unpack(all))
end
