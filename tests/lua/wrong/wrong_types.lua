function main()
  sleep("a while")
end
