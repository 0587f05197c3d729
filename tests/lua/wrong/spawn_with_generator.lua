function main()
  local numbers = generator(function() return 1 end)
  local function game(board)
    return board + numbers:next()
  end
  spawn(game, 1)
end
