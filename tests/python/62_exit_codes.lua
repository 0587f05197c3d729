-- models: processes
function fine() sleep(0.2) return 7 end
function fails() error("a pity") end
function leaves(code) exit(code) end
function stays() sleep(9) end
function kills_itself() current_task():kill() print("never") end
function code_of(p) join(p) return p:exit_code() end
function main()
  local p = spawn(fine)
  print("runs", p:exit_code())
  print("returned", code_of(p), "failed", code_of(spawn(fails)))
  for _, code in ipairs{ 0, 3, 256, -1 } do print("exit", code, code_of(spawn(leaves, code))) end
  print("exit", code_of(spawn(leaves)))
  p = spawn(stays)
  p:kill()
  print("killed", code_of(p), "itself", code_of(spawn(kills_itself)))
  p:kill()
  print("again", p:exit_code())
end
