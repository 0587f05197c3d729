local score = 0
function game(board)
  score = score + 1
  sleep(1)
end
function main()
  await(spawn(game, 3))
end
