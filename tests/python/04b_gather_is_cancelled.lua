-- models: event_loop
scale = 10
function stubborn(n) if not pcall(sleep, 5) then print("no", n) end return n end
function gathers(how)
  local fine, why = pcall(gather, { spawn(stubborn, 1), spawn(stubborn, 2), return_exceptions = how })
  if not fine then print("cancelled all the same", math.floor(now() + 0.5)) error(why, 0) end
end
function limits()
  local fine = pcall(timeout, 2, function() print("[" .. gather(spawn(stubborn, 3))[1] .. "]") end)
  if not fine then print("timeout", math.floor(now() + 0.5)) end
end
function other() print("other 1") yield() print("other 2") yield() print("other 3") end
function main()
  for i = 1, 2 do
    local t = spawn(gathers, i == 2) sleep(1) t:cancel()
    wait{ t } print(t:cancelled())
  end
  limits()
  local f = future() f:set_result(1)
  local o = spawn(other) print("[" .. gather(f)[1] .. "]") print("main goes on") await(o)
  o = spawn(other) wait{ f } print("main goes on") await(o)
end
