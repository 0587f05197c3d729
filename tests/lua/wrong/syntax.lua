function main()
  for i = 1 3 do sleep(1) end
end
