title = "Bakery, of two"
knobs = { choosing = knob("yes", { choices = { "yes", "no" } }) }
chooses = { variable(false, { mmap = true, atomic = true }), variable(false, { mmap = true, atomic = true }) }
number = { variable(0, { mmap = true, atomic = true }), variable(0, { mmap = true, atomic = true }) }
inside = variable(0, { mmap = true, atomic = true })
function worker(me)
  local other = 3 - me
  if knob.choosing == "yes" then chooses[me].value = true end
  number[me].value = 1 + math.max(number[1].value, number[2].value)
  if knob.choosing == "yes" then chooses[me].value = false end
  while chooses[other].value do end
  while true do
    local theirs, mine = number[other].value, number[me].value
    if theirs == 0 or mine < theirs or (mine == theirs and me < other) then break end
  end
  expect(inside:add(1) == 1, "one at a time")
  inside:add(-1)
  number[me].value = 0
end
function main() gather({ spawn(worker, 1), spawn(worker, 2) }) end
