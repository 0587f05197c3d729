-- models: event_loop
scale = 5
web = http_server{ latency = 1 }
function fetch() web:get("page", 1) print("answered") end
function tick(n) sleep(n) print("tick", n) end
function other() for i = 1, 5 do print("other", i) blocking_sleep(0.6) yield() end end

function main()
  gather{ spawn(tick, 0.8), spawn(fetch), spawn(tick, 1), spawn(other), spawn(tick, 2.2) }
end
