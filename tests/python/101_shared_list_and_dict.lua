-- models: threads threads_gil thread_pool event_loop sequential
ages, list, board = shared_table{ Ada = 36 }, shared_table{ 5, 7 }, shared_table{ { 1, 2 }, { 3, 4 } }
function note(name, age)
  ages[name] = age
  table.insert(list, age)
end
function plays(to, table)
  board[1][2] = to
  table.played = true
end
function main()
  join(spawn(note, "Bob", 41)) join(spawn(plays, 9, ages))
  print(ages.Ada, ages.Bob, ages.played, ages.Eve, #list, list[3])
  print(board[1][2], board[2][1], #board)
  ages.played = nil
  for name, age in pairs(ages) do print(name, age) end
  for place, x in ipairs(list) do print(place, x) end
  table.insert(list, 1, "first")
  print(table.remove(list, 1), table.remove(list), #list)
  list[1] = list[1] + 1
  print(list[1])
end
