title = "A flag that nobody sets"
go = variable(false, { mmap = true, atomic = true })
seen = variable(0, { mmap = true })
function waits() while not go.value do yield() end end
function looks() local rounds = 0 while not go.value do rounds = (rounds + 1) % 3 sleep(1) end end
function leaves() seen.value = 1 end
function main() spawn(waits) spawn(looks) spawn(leaves) end
