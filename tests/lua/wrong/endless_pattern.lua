function main()
  sleep(1)
  local text = ("a"):rep(40)
  return text:find(("a*"):rep(20) .. "b")
end
