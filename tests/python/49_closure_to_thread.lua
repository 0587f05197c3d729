-- models: threads event_loop
function main()
  local n = 7
  await(spawn(function() print("closure sees", n) end))
end
