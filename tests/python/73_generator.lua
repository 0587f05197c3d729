-- models: event_loop threads processes thread_pool sequential
function gen(give) local x = give(1) print("sent", x) give(2) end
function ticks(give) for i = 0, 2 do give(i) end end
function main()
  local g = generator(gen) print(g:next(), g:send("hello"))
  local fine, why = pcall(g.next, g) if why == "stop iteration" then print("it has ended") end
  for i in generator(ticks) do print(i) end
end
