-- models: event_loop
function at() return math.floor(now() * 10 + 0.5) end
function plain() local fine, why = pcall(sleep, 0.9) print("cancelled", at()) error(why, 0) end
function fails() pcall(sleep, 0.9) error("instead", 0) end
function g() return gather{ spawn(plain), spawn(fails), return_exceptions = true } end

function main()
  local t = spawn(g)
  sleep(0.1)
  t:cancel()
  if not pcall(await, t) then print("outer cancelled", at()) end
end
