-- models: event_loop
scale = 10
function f() print("f runs") yield() print("f ends") return 1 end
function done() return 5 end
function main()
  for _, sec in ipairs{0, 0} do
    local ok, why = pcall(wait_for, coroutine(f), sec) print(why)
  end
  local t = spawn(done) yield()
  print(wait_for(t, 0))
  t = spawn(f)
  local ok, why = pcall(wait_for, t, 0) print(why, t:cancelled())
  t = spawn(f) yield()
  local ok, why = pcall(wait_for, t, 0) print(why, t:cancelled())
end
