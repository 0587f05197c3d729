-- models: threads thread_pool process_pool
-- workers: 1
scale = 10
function at() return math.floor(now() + 0.5) end
function slow() sleep(3) return "late" end
function main()
  local f = spawn(slow)
  local _, why = pcall(f.result, f, 1)
  if why == "timeout" then print("TimeoutError at", at(), "done:", f:done()) end
  print(f:result(9), "at", at())
end
