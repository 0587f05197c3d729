function game(board)
  local i = 0
  while true do i = i + 1 end
end
function main()
  pcall(await, spawn(game, 3))
  game(1)
end
