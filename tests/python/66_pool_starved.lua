-- models: thread_pool process_pool
-- workers: 1
function inner() return 1 end
function outer() return await(spawn(inner)) end
function main() print(await(spawn(outer))) end
