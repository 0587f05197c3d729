-- models: event_loop
scale = 10
l = lock()
local function t() return math.floor(now()+.5) end
function f(n)
  local ok, why = pcall(function() l:lock() print("has", n, t()) local ok, why = pcall(sleep, 2) l:unlock() if not ok then error(why, 0) end end)
  if not ok then print("cancelled", n, t()) error(why, 0) end
end
function main()
  local ts = {spawn(f, 1), spawn(f, 2), spawn(f, 3)} sleep(1)
  ts[1]:cancel() ts[2]:cancel() yield() print(l:locked())
  wait(ts) print(l:locked(), t())
  if l:lock(1) then print("got", l:locked()) end l:unlock()
end
