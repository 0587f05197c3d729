-- models: thread_pool
-- workers: 2
function times(a, b) return a * b end
function joined(...) return table.concat({ ... }, "-") end
function all(results, quote)
  local list = {}
  for value in results do list[#list + 1] = quote .. value .. quote end
  return "[" .. table.concat(list, ", ") .. "]"
end
function main()
  pool(function(pool)
    print(all(pool.map(times, { 1, 2, 3 }, { 4, 5 }), ""))
    print(all(pool.map(joined, { "a", "b" }, { "c", "d" }, { "e", "f" }), "'"))
    print(all(pool.map(times, {}, { 4, 5 }), ""))
  end)
end
