title = "The lost update"
sentence = "Two tasks add one to the same counter. What can it be in the end?"
about = [[
`counter.value = counter.value + 1` looks like one thing and is two: a load and a store. Between them another task may
load the same old value, and then one of the two additions is lost. Nothing crashes; the number is merely wrong, now and
then, which is worse.
]]
notice = [[
Of the twenty ways to mix two tasks of three steps (load, add, store), eighteen lose an update. A free run may still look
right a thousand times in a row. Sequential runs cannot lose anything: there is nobody in between.
]]
try = [[
Turn `protect` to "lock" or "atomic". Turn `times` up in a real run. Step through it: load, load, store, store. With
"atomic steps" each load and each store is atomic: there is no data race any more, since nobody can see half a number,
and still a race condition, since an addition is two steps. The findings know the difference; the counter does not.
`simul explore lost_update` counts all the ways.
]]
model = "threads"
opens = { 1, 2, 1, 2 }           -- load, load, store, store: an order that loses

knobs = {
  tasks   = knob(2, { min = 1, max = 100, text = "tasks that add" }),
  times   = knob(1, { min = 1, max = 100000, text = "additions of each" }),
  steps   = knob("2", { choices = { "2", "3" }, text = "load and store, or load, add and store" }),
  protect = knob("none", { choices = { "none", "lock", "atomic", "atomic steps" }, text = "what guards the counter" }),
}

-- Every .value is one load or one store: an operation.
counter = variable(0, { mmap = true, atomic = knob.protect == "atomic steps" })
guard = mutex()

function add_one()
  local seen = counter.value
  if knob.steps == "3" then compute(0) end
  counter.value = seen + 1
end

function add()
  for time = 1, knob.times do
    if knob.protect == "atomic" then
      counter:add(1)
    elseif knob.protect == "lock" then
      guard:lock()  add_one()  guard:unlock()
    else
      add_one()
    end
  end
end

function main()
  local adders = {}
  for i = 1, knob.tasks do adders[i] = spawn(add) end
  gather(adders)
  expect(counter.value == knob.tasks * knob.times, "no update is lost")
end

presets = {
  { "three steps", text = "Load, add, store: twenty orders instead of six.", knobs = { steps = "3" } },
  { "with a lock", text = "Whoever adds holds a lock from the load to the store.", knobs = { protect = "lock" } },
  { "one atomic step", text = "Load, add and store are one step for everybody else.", knobs = { protect = "atomic" } },
  { "two atomic steps", text = "The load is atomic and the store is atomic. The addition is not.",
    knobs = { protect = "atomic steps" } },
  { "one after another", text = "There is nobody in between.", model = "sequential" },
}

questions = {
  { text = "Two tasks add 1 to a counter that is 0. What can it be in the end?", answer = "counter", possible = true,
    knobs = { tasks = 2, times = 1, protect = "none" },
    choices = {
      { "always 1", is = "1",
        belief = "If one task has stored before the other loads, nothing is lost. Some orders do that." },
      { "always 2", is = "2",
        belief = "An addition looks like one thing, and is a load and a store. Both may load the same old value." },
      { "1 or 2, by who does what when", is = "1 or 2",
        belief = "It takes two tasks that can come between each other's load and store. Here they cannot." },
    } },
  { text = "What is the counter in the end?", answer = "counter" },
}

teaches = "Races, atomic parts"
builds_on = { "order_of_execution" }
concepts = { "race condition", "data race", "atomic", "read-modify-write", "critical section", "mutex", "lock",
             "interleaving", "compare and swap", "GIL" }

challenges = {
  { title = "Lose an update in four clicks",
    text = "Two tasks add 1 each, in three steps: load, add, store. You choose who does the next step. Let the counter "
           .. "end with 1.",
    goal = { at = "end", variable = "counter", below = 2 },
    clicks = 4, knobs = { tasks = 2, times = 1, steps = "3", protect = "none" },
    hints = { "An update is lost when both add to the same old value.",
              "Let the second task load before the first has stored.",
              "Once one of them is done, the other continues without being asked: that costs no click." },
    praise = "Both loaded 0, and whoever stored last overwrote the other's 1 with a 1. Of the twenty orders, eighteen "
             .. "do so: the two that are right are those in which one task goes first." },
  { title = "Mend the counter", mend = true,
    text = "Change the source until no order loses an update. The knob `protect` stays at \"none\": mend the code.",
    goal = { at = "end", all = { { variable = "counter", equals = 2 }, { task = "add", is = "done", equals = 2 } } },
    knobs = { tasks = 2, times = 1, steps = "3", protect = "none" },
    hints = { "From the load to the store nobody else may come in between.",
              "There is a mutex already: guard.",
              "guard:lock() before the load, guard:unlock() after the store." },
    praise = "Whoever has the lock sees the counter as the last one left it. What was three steps for one task is one "
             .. "step for all others." },
}
