-- models: thread_pool process_pool
-- workers: 1
scale = 10
function f(how) if how == "failed" then error("x") end sleep(1) return 1 end
function ask(question, t) local fine, value = pcall(question, t) return fine and value or "raises" end
function main()
  local running, waiting = spawn(f, "returned"), spawn(f, "waiting") sleep(0.5)
  print("running", running:done(), running:cancelled(), running:cancel())
  print("waiting", waiting:cancel(), waiting:done(), waiting:cancelled(), waiting:cancel(),
    ask(waiting.result, waiting), ask(waiting.exception, waiting))
  print("returned", running:result(), running:cancel())
  local failed = spawn(f, "failed") print("failed", ask(failed.result, failed), failed:cancel(), failed:cancelled())
end
