-- models: event_loop
function cb(f)
  local n = f:result()
  print("cb", n)
  if n < 8 then local g = future() g:add_done_callback(cb) g:set_result(n + 1) end
end
function main()
  local f = future() f:add_done_callback(cb) f:set_result(0)
  print("main ends")
end
