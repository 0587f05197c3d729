scores = { { 0, 0 }, { 0, 0 } }
function game(board)
  scores[2][1] = board
end
function main()
  await(spawn(game, 3))
end
