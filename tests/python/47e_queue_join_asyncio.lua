-- models: event_loop
scale = 10
q = channel(2)
local function t() return math.floor(now()+.5) end
function worker() while true do local x = q:receive() sleep(1) print("did", x, t()) q:task_done() end end
function main()
  local w = {spawn(worker), spawn(worker)}
  for x = 0, 4 do q:send(x) print("put", x, t()) end
  q:join() print("joined", t())
  for _, f in ipairs(w) do f:cancel() end
  local r = gather{w[1], w[2], return_exceptions = true} print(#r, w[1]:cancelled() and w[2]:cancelled())
  if not pcall(q.task_done, q) then print("too often") end
end
