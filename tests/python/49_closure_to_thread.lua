-- models: threads event_loop processes sequential
function main()
  local n = 7
  await(spawn(function() print("closure sees", n) end))
end
