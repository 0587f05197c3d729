-- models: thread_pool process_pool threads
-- workers: 2
scale = 10
function f() sleep(1) return 7 end
function g() sleep(1) error("no") end
function main()
  local t, u = spawn(f), spawn(g)
  print(t:done(), t:result(), t:exception(), t:done(), math.floor(now() + 0.5))
  print(u:exception():match("no$"))
  print("raised", select(2, pcall(u.result, u)):match("no$"))
end
