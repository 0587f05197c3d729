-- models: threads threads_gil
function leaves() print("a") exit(3) print("never") end
function catches()
  local _, why = pcall(exit, 2)
  print("caught", why.code)
  print("goes on")
end
function main()
  for _, f in ipairs{ leaves, catches } do local t = spawn(f) join(t) print(not t:done()) end
  exit()
  print("never")
end
