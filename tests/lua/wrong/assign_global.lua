score = 0
function game(board)
  sleep(1)
  score = score + 1
end
function main()
  await(spawn(game, 3))
end
