title = "Three bakers"
sentence = "A baker needs flour, butter and eggs, and each has plenty of one. Two things are put on the table. Who takes what?"
about = [[
Three bakers each have one ingredient and need the two others. A supplier puts two on the table, waits until somebody has baked
with them, and puts the next two. There is always exactly one baker who can use what lies there. The story is Patil's, of 1971,
who told it of three cigarette smokers. It is about taking several things, if you can take only one at a time.
]]
notice = [[
With `takes` = "one by one" each baker waits for one ingredient and takes it, then waits for its second. On threads the first
cake is baked. Then flour and eggs lie there, which are for baker 2. But baker 3, who waits for flour, was in line first: it takes
the flour, and then it needs butter, which nobody brings. Baker 2 has the eggs. With "both at once" a baker looks at the table
under a lock, and takes two things or none.
]]
try = [[
With "one by one", turn `first` to 2: now not even one cake is baked. `simul explore cigarette_smokers --set rounds=1 --set
takes="one by one"` finds that 840 of 850 orders end well if only one cake is wanted: such a fault can hide for long. What does a
baker with an ingredient in its hand keep the others from doing? Which of the four conditions of deadlock does "both at once"
take away?
]]
scale = 10
model = "threads"
unsuited = {
  sequential = "the first baker would wait for ingredients that nobody has brought yet",
}

knobs = {
  takes  = knob("both at once", { choices = { "one by one", "both at once" }, text = "how a baker takes ingredients" }),
  rounds = knob(3, { min = 1, max = 100, text = "how often the supplier comes" }),
  first  = knob(1, { min = 1, max = 3, text = "the baker that is started first" }),
  bakes  = seconds(1, { min = 0, max = 60, text = "a cake takes" }),
}

-- Ingredients are 1, flour; 2, butter; 3, eggs. Baker n has plenty of ingredient n.
cake = semaphore(0)
baked = variable(0, { mmap = true, atomic = true })
closed = variable(false, { mmap = true, atomic = true })
if knob.takes == "one by one" then
  ingredient = { semaphore(0), semaphore(0), semaphore(0) }
else
  table_lock, changed = mutex(), condition()
  on_table = { variable(0, { mmap = true }), variable(0, { mmap = true }), variable(0, { mmap = true }) }
end

function others(number) return number % 3 + 1, (number + 1) % 3 + 1 end

function put(one, two)
  if knob.takes == "one by one" then
    ingredient[one]:release()
    return ingredient[two]:release()
  end
  table_lock:lock()
  on_table[one].value = 1
  on_table[two].value = 1
  changed:notify_all()
  table_lock:unlock()
end

function take(one, two)                        -- whether there was something to bake with
  if knob.takes == "one by one" then
    ingredient[one]:acquire()
    if closed.value then return false end
    ingredient[two]:acquire()
    return not closed.value
  end
  table_lock:lock()
  while not closed.value and (on_table[one].value == 0 or on_table[two].value == 0) do changed:wait(table_lock) end
  local has_both = not closed.value
  if has_both then
    on_table[one].value = 0
    on_table[two].value = 0
  end
  table_lock:unlock()
  return has_both
end

function baker(number)
  local one, two = others(number)
  while take(one, two) do
    sleep(knob.bakes)
    baked:add(1)
    print("baker " .. number .. " has baked")
    cake:release()
  end
end

function close()                               -- everybody may go home
  closed.value = true
  if knob.takes == "one by one" then
    for number = 1, 3 do ingredient[number]:release(6) end
  else
    table_lock:lock() changed:notify_all() table_lock:unlock()
  end
end

function main()
  local bakers = {}
  for place = 0, 2 do
    local number = (knob.first + place - 1) % 3 + 1
    bakers[number] = spawn(baker, number)
  end
  for round = 1, knob.rounds do
    local who = (round - 1) % 3 + 1            -- the one who can use what is put on the table
    put(others(who))
    cake:acquire()
  end
  close()
  gather(bakers)
end

questions = {
  { text = "Butter and eggs lie on the table, and each baker takes one thing after the other. Are three cakes baked in the end?",
    answer = "outcome", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { takes = "one by one", rounds = 3, first = 1 },
    choices = {
      { "yes", is = "finished", belief = "Somebody who cannot bake takes the eggs, and keeps them." },
      { "no", is = "deadlock", belief = "It would be so if each took what it needs first, whoever can use the rest." },
    } },
  { text = "Now a baker takes both things or none. Are three cakes baked?", answer = "outcome",
    models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { takes = "both at once", rounds = 3, first = 1 },
    choices = {
      { "yes", is = "finished", belief = "It would be so if nobody kept what it cannot use." },
      { "no", is = "deadlock", belief = "Whoever cannot bake with what is there takes nothing." },
    } },
}

words = {
  baker = {
    name    = "baker",
    asleep  = { "{} bakes", "bakers bake", "baker bakes" },
    blocked = { "{} waits for ingredients", "bakers wait for ingredients", "baker waits for ingredients" },
    done    = { "{} has gone home", "bakers have gone home", "baker has gone home" },
  },
}

presets = {
  { "one by one", text = "Somebody takes what it cannot use yet, and keeps it.", knobs = { takes = "one by one", first = 1 } },
}

teaches = "All at once, or nothing"
builds_on = { "dining_philosophers" }
concepts = { "cigarette smokers", "Patil", "semaphore", "deadlock", "hold and wait", "resource allocation",
             "condition variable", "monitor", "atomic", "Dijkstra", "supplier" }

challenges = {
  { title = "Bake nothing",
    text = "One cake is wanted, and there is a baker who can bake it. You choose who does the next step. Let all wait for ever.",
    goal = { outcome = "deadlock" },
    clicks = 3, knobs = { takes = "one by one", rounds = 1 },
    hints = { "Butter and eggs are for baker 1. Nobody else can use both.",
              "If somebody else takes one of them, baker 1 cannot bake.",
              "Let baker 2 or baker 3 take its first ingredient before baker 1 has both." },
    praise = "Whoever takes the first thing, and must wait for the second, keeps it from those who could use it." },
}
