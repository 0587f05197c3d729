-- models: threads threads_gil
function bad() error("nobody asks") end
function main()
  local t = spawn(bad)
  if pcall(join, t) then print("join raises nothing") else print("join raises") end
  print("main ends well")
end
