-- models: event_loop
scale = 10
function child()
  print("child starts")
  local ok, why = pcall(sleep, 20)
  print("cleans up", math.floor(now() + 0.5)) yield() print("cleaned up")
  error(why, 0)
end
function main() spawn(child) sleep(1) print("main ends") end
