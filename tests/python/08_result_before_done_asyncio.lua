-- models: event_loop
scale = 10
function f() sleep(1) return 7 end
function main()
  local t = spawn(f)
  print(t:done())
  for _, q in ipairs({ t.result, t.exception }) do
    if not pcall(q, t) then print("not done yet") end
  end
  await(t)
  print(t:done(), t:result(), t:exception())
end
