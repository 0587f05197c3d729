-- models: processes threads event_loop process_pool
p = pipe()
function child()
  p:write("abc")
  p:close_write()
end
function main()
  join(spawn(child))
  print(p:read(2), p:read(2))
  print(p:read(2) == "", p:read(2) == "")
end
