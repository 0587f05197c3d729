local function game(board)
  sleep(board)
end
function main()
  spawn(game, 1)
end
