title = "Dekker"
knobs = { turns = knob("yes", { choices = { "yes", "no" } }) }
wants = { variable(false, { mmap = true, atomic = true }), variable(false, { mmap = true, atomic = true }) }
turn = variable(1, { mmap = true, atomic = true })
inside = variable(0, { mmap = true, atomic = true })
function worker(me)
  local other = 3 - me
  wants[me].value = true
  while wants[other].value do
    if knob.turns == "no" or turn.value ~= me then
      wants[me].value = false
      if knob.turns == "yes" then while turn.value ~= me do sleep(1) end end
      wants[me].value = true
    end
  end
  expect(inside:add(1) == 1, "one at a time")
  inside:add(-1)
  turn.value = other
  wants[me].value = false
end
function main() gather({ spawn(worker, 1), spawn(worker, 2) }) end
