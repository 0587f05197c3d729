function hog()
  local kept = {}
  for i = 1, 1e9 do
    kept[i] = { i }
  end
end
function main()
  pcall(hog)
end
