-- models: process_pool
-- workers: 1
start_method = "spawn"
x = variable(1)
function child(n)
  local before = x.value
  x.value = before + n
  return before
end
function main()
  x.value = 50
  print(await(spawn(child, 5)), await(spawn(child, 7)), x.value)
end
