-- models: event_loop
function f(how)
  if how == "returned" then return 1 end
  if how == "failed" then error("x") end
  sleep(100)
end
function ask(t) local fine, value = pcall(t.result, t) return fine and value or "raises" end
function main()
  local t
  for _, how in ipairs({ "returned", "failed", "cancelled" }) do
    t = spawn(f, how) yield()
    if how == "cancelled" then t:cancel() yield() yield() end
    print(how, t:done(), t:cancelled(), ask(t), t:cancel(), t:cancel())
  end
  if not pcall(t.exception, t) then print("exception of a cancelled task raises") end
end
