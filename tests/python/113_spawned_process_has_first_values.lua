-- models: processes
start_method = "spawn"
x, names, own = variable(0 + 1 + 2 + 3 + 4), shared_table({ Ada = 36 }), thread_local()
function grandchild() print("grandchild", x.value, names.Ada) end
function child(n)
  print("child", n, x.value, names.Ada, own.x)
  x.value, names.Ada = x.value + 90, 0
  join(spawn(grandchild))
  print("child", n, x.value, names.Ada)
end
function main()
  x.value, names.Ada, own.x = 50, 37, 9
  for n = 1, 2 do join(spawn(child, n)) end
  print("main", x.value, names.Ada, own.x)
end
