function game(board) end
function main()
  local board = {}
  board.self = board
  spawn(game, board)
end
