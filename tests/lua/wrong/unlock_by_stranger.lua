judit = mutex()
function thief(number)
  judit:unlock()
end
function main()
  judit:lock()
  await(spawn(thief, 3))
end
