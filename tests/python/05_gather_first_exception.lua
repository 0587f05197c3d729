-- models: event_loop threads processes thread_pool
-- workers: 3
scale = 10
function t() return math.floor(now() + 0.5) end
function ok() sleep(3) print("ok ends", t()) end
function bad(n) sleep(n) error("bad " .. n) end
function main()
  local a, b, c = spawn(ok), spawn(bad, 2), spawn(bad, 1)
  local fine, why = pcall(gather, a, b, c)
  print("main got", why:match("bad %d$"), "at", t())
  await(a)
end
