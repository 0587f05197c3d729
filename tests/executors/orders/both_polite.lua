title = "Each waits for the other to go first"
polite = { variable(true, { mmap = true, atomic = true }), variable(true, { mmap = true, atomic = true }) }
function guest(me)
  local other = 3 - me
  while polite[other].value do
    if me == 1 then polite[me].value = true end
  end
  polite[me].value = false
end
function main() gather({ spawn(guest, 1), spawn(guest, 2) }) end
