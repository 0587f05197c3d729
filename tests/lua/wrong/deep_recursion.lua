function deeper(n)
  return 1 + deeper(n + 1)
end
function main()
  deeper(1)
end
