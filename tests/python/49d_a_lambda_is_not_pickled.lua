-- models: process_pool
function apply(f, x) return f(x) end
function double(x) return 2 * x end

function main()
  local n = 7
  print(await(spawn(apply, double, 4)))
  for _, call in ipairs{ { function() return n end }, { apply, function(x) return x + n end, 1 } } do
    local fine, why = pcall(spawn, unpack(call))
    print(why:find("pickle") and "True" or "False")
  end
end
