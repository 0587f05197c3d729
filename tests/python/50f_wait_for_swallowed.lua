-- models: event_loop
scale = 10
function T() return math.floor(now() + 0.5) end
function stub()
  if not pcall(sleep, 5) then print("no", T()) sleep(2) end
  return "mine"
end
function stub2() pcall(sleep, 5) error("other", 0) end
function waits(c) return wait_for(c, 9) end
function main()
  for _, f in ipairs{ stub, stub2 } do
    local ok, v = pcall(wait_for, spawn(f), 1)
    if ok then print(v, T()) elseif v == "timeout" then print("timeout", T()) else print("error", v:match("other")) end
  end
  local t = spawn(waits, spawn(stub)) sleep(1) t:cancel()
  local ok, v = pcall(await, t)
  if ok then print(v, T()) else print("cancelled", T()) end
end
