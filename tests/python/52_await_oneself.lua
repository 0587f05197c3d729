-- models: event_loop threads processes thread_pool
q = channel(4)
function f() await(q:receive()) end
function main()
  local a = spawn(f) q:send(a)
  local _, why = pcall(await, a)
  if why:find("itself") then print("RuntimeError: a task cannot await itself") end
end
