-- models: event_loop
scale = 10
function f(n) sleep(n) return n end
function main()
  local t = spawn(f, 1) local d, p = wait{ t, t } print(#d, #p)
  local c = coroutine(f, 1)
  if not pcall(wait, { c }) then print("forbidden") end
  local n = 0 t = spawn(f, 1) local u = spawn(f, 2)
  for x in as_completed{ t, t, u } do await(x) n = n + 1 end print(n)
end
