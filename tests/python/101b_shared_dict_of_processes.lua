-- models: processes
own, every = shared_table{ n = 1 }, shared_table({ n = 1 }, { mmap = true })
function adds(every)
  own.n = own.n + 1
  every.n = every.n + 1
  print(own.n, every.n)
end
function main()
  own.n = 5
  for _ = 1, 2 do join(spawn(adds, every)) end
  print(own.n, every.n)
end
