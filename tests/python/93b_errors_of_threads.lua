-- models: event_loop threads
function bad() error("no", 0) end
function good() return "yes" end

function main()
  local fine, why = pcall(await, to_thread(bad))
  print("caught", why)
  local r = gather{ to_thread(bad), to_thread(good), return_exceptions = true }
  print(r[1], r[2])
  print(await(to_thread(good)))
end
