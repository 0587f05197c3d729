-- models: threads processes event_loop
p = pipe()
function writes() p:write(("x"):rep(70000) .. "\nshort\nthe end") p:close_write() end

function main()
  local t = spawn(writes)
  for _ = 1, 4 do print(#p:read_line()) end
  join(t)
end
