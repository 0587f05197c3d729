-- models: process_pool thread_pool
-- workers: 1
function leaves() exit(3) end
function fine() return "fine" end
function main()
  local _, why = pcall(await, spawn(leaves))
  print(why.type, why.code)
  print(await(spawn(fine)))
end
