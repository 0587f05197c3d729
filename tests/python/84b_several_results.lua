-- models: event_loop threads processes thread_pool
function pair(x) return x, x + 1 end
function one(x) return x end

function main()
  print(await(spawn(pair, 1)))
  print(wait_for(spawn(pair, 2), 5))
  print(shield(spawn(pair, 3)))
  local all = gather{ spawn(pair, 4), spawn(one, 6), spawn(pair, 7) }
  print(all[1][1], all[1][2], all[2], all[3][1], all[3][2])
end
