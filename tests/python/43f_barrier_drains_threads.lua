-- models: threads threads_gil event_loop
b, met = barrier(2), variable(0, { atomic = true })
function party() for i = 1, 100 do b:wait() met:add(1) end end
function main()
  gather{ spawn(party), spawn(party) }
  print(met.value, 0, b:broken())
end
