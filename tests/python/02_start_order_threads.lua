-- models: threads threads_gil
-- order: any
function f(n) print("start", n) end
function main()
  local ts = {}
  for i = 1, 3 do ts[i] = spawn(f, i) end
  print("main after spawn")
  gather(ts)
  print("main end")
end
