-- models: event_loop threads processes
left, right = socket_pair()
function line() return (left:read_line():gsub("\n", "")) end
function main()
  right:write("first\nsecond\n123456")
  right:close_write()
  print(line(), line())
  print(left:read_exactly(2))
  local fine, why = pcall(left.read_exactly, left, 5)
  print(why.type, why.partial, why.expected)
  print(left:read_line() == "", left:read(10) == "")
  fine, why = pcall(left.read_exactly, left, 1)
  print(why.message)
end
