-- models: processes
start_method = "spawn"
guest = context_variable("nobody")
function grandchild() print("grandchild", guest:get()) end
function child()
  print("child", guest:get())
  guest:set("Eve")
  join(spawn(grandchild))
  print("child", guest:get())
end
function main()
  guest:set("Ada")
  join(spawn(child))
  print("main", guest:get())
end
