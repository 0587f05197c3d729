-- models: event_loop
scale = 10
function at() return math.floor(now() + 0.5) end
function slow()
  local fine, why = pcall(sleep, 5)
  if not fine then print("slow was cancelled at", at()) error(why, 0) end
end
function stubborn() pcall(sleep, 5) return "all the same" end
function quick() sleep(1) return "quick" end
function main()
  local _, why = pcall(wait_for, spawn(slow), 1)
  if why == "timeout" then print("wait_for: TimeoutError at", at()) end
  print(wait_for(spawn(stubborn), 1))
  print(wait_for(spawn(quick), 3))
  _, why = pcall(timeout, 1, slow)
  if why == "timeout" then print("timeout: TimeoutError at", at()) end
  _, why = pcall(timeout, 1, timeout, 5, slow)
  if why == "timeout" then print("outer: TimeoutError at", at()) end
  print("in time:", timeout(5, quick))
end
