-- models: process_pool
-- workers: 1
own = thread_local()
function good(n) local old = own.old own.old = true return { n, old == true } end
function dies() current_task():kill() end
function main()
  local before = await(spawn(good, 1))
  spawn(dies)
  local after = await(spawn(good, 2))
  print(before[1], after[1], after[2])
end
