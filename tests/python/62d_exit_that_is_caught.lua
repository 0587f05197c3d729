-- models: threads threads_gil
function leaves(code) exit(code) end
function caught(code)
  local fine, why = pcall(exit, code)
  print("caught", why.code)
end
function main()
  caught("bye") caught(3) caught(nil)
  join(spawn(leaves, "a thread says nothing"))
  print("on")
end
