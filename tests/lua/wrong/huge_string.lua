function main()
  local word = ("x"):rep(300 * 1024 * 1024)
  print(#word)
end
