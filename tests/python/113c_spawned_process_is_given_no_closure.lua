-- models: processes
start_method = "spawn"
function child(given) print("child", type(given) == "number" and given or "a function") end
function named() print("named") end
function attempt(what, ...)
  local fine, process = pcall(spawn, ...)
  if fine then return join(process) end
  print(what, "refused")
end
function main()
  local price = 3
  attempt("closure", function() return price end)
  attempt("argument", child, function() return price end)
  attempt("in a list", child, { 1, function() return price end })
  attempt("number", child, price)
  attempt("function by name", child, named)
  attempt("by name", named)
end
