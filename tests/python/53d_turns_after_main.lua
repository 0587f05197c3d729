-- models: event_loop
scale = 5
function child(n)
  local ok, why = pcall(sleep, 9)
  if not ok then
    for i = 0, 2 do print("clean", n, i) yield() end
    if not pcall(sleep, .2) then print("cut") end
    print("cleaned", n)
    error("late", 0)
  end
end
function y()
  local ok, why = pcall(function() for i = 0, 8 do print("y", i) yield() end end)
  if not ok then print("y cancelled") error(why, 0) end
end
function t_done(f) print("t done", f:cancelled()) end
function f_done(f) print("f done") end
function main()
  local t = spawn(child, 1) t:add_done_callback(t_done)
  spawn(y) local u = spawn(y)
  yield()
  local f = future() f:add_done_callback(f_done) f:set_result(1)
  print("main ends")
end
