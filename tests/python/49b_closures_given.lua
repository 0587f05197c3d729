-- models: threads thread_pool
function double(x) return 2 * x end
function apply(f, x) return f(x) end

function main()
  local n, prices = 5, { 10, 20 }
  local function fib(k) if k < 2 then return k end return fib(k - 1) + fib(k - 2) end
  print(await(spawn(fib, 10)))
  print(await(spawn(apply, double, 4)))
  print(await(spawn(function(x) return x + n + prices[2] end, 4)))
  print(await(spawn(apply, function(x) return x * n end, 4)))
  local make = await(spawn(function(a) return function(b) return a + b + n end end, 1))
  print(make(2))
  local done = spawn(double, 21)
  await(done)
  done:add_done_callback(function(f) print("called", f:result(), n) end)
end
