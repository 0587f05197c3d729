title = "Cancelled before its first step, or too late"
go, cancelled = variable(false, { mmap = true, atomic = true }), variable(false, { mmap = true })
function looks() while not go.value do end end
function main()
  local f = spawn(looks)
  cancelled.value = f:cancel()
  go.value = true
  pcall(await, f)
end
