title = "Build water"
sentence = "Hydrogen and oxygen atoms come one by one, and three may continue together if they make water. Who lets them through?"
about = [[
Each atom is a task. Two hydrogens and one oxygen make a molecule, and then all three continue. A barrier for three lets whoever
comes continue in threes, whoever they are. To be let in as one of the right three, an atom first has to take a place of its kind: of
those there are two for hydrogen and one for oxygen, counted by semaphores. Places are given back behind the barrier.
]]
notice = [[
All four hydrogens come first. With `gate` = "barrier only" three of them continue together, which is no water. With "places and
barrier" two of them have a place, and wait at the barrier; the other two wait for a place, though there is room at the
barrier. The oxygen makes it three. Then the places are free, for the next molecule.
]]
try = [[
Turn `apart` to 0: then the order of the atoms is open. `simul explore build_water --set apart=0` looks at all orders of six
atoms, 232 475 443 200 of them, and each makes water; with gate="barrier only" half of them do not. And with --set
molecules=1, where no order goes wrong with either gate: why not?
]]
scale = 10
model = "threads"
unsuited = {
  sequential   = "the first atom would wait for two others that have not come",
  thread_pool  = "atoms that wait keep their workers, and the one that is missing may find none",
  process_pool = "atoms that wait keep their workers, and the one that is missing may find none",
}

knobs = {
  gate      = knob("places and barrier", { choices = { "places and barrier", "barrier only" }, text = "who may continue together" }),
  molecules = knob(2, { min = 1, max = 30, text = "molecules that the atoms are enough for" }),
  apart     = seconds(0.5, { min = 0, max = 60, text = "from one atom to the next; all hydrogens come first" }),
}

places = { H = semaphore(2), O = semaphore(1) }
bond = barrier(3)
gone = variable(0, { mmap = true, atomic = true })     -- atoms behind the barrier
hydrogens = {}                                         -- in each molecule
for molecule = 1, knob.molecules do hydrogens[molecule] = variable(0, { mmap = true, atomic = true }) end

function bind(kind)
  if knob.gate == "places and barrier" then places[kind]:acquire() end
  bond:wait()
  local molecule = (gone:add(1) + 2) // 3
  if kind == "H" then hydrogens[molecule]:add(1) end
  if knob.gate == "places and barrier" then places[kind]:release() end
end

function hydrogen(number) bind("H") end
function oxygen(number) bind("O") end

function main()
  local atoms, count = {}, 3 * knob.molecules
  for number = 1, count do
    local kind = number <= 2 * knob.molecules and hydrogen or oxygen
    atoms[number] = spawn_at(knob.apart * (number - 1), kind, number)
  end
  gather(atoms)
  for molecule = 1, knob.molecules do
    print("molecule " .. molecule .. " has " .. hydrogens[molecule].value .. " hydrogens")
    expect(hydrogens[molecule].value == 2, "a molecule has two hydrogens")
  end
end

questions = {
  { text = "Four hydrogens come, then two oxygens. A barrier lets on whoever comes, three at a time. How many hydrogens has the "
           .. "first molecule?", answer = "hydrogens[1]", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { gate = "barrier only", molecules = 2, apart = 0.5 },
    choices = {
      { "two", is = 2, belief = "A barrier counts whoever comes. It does not look who they are." },
      { "three", is = 3, belief = "It takes three hydrogens at the barrier at a time. The places let in two." },
    } },
  { text = "Now an atom needs a place of its kind first: two for hydrogen, one for oxygen. How many hydrogens has the first "
           .. "molecule?", answer = "hydrogens[1]", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { gate = "places and barrier", molecules = 2, apart = 0.5 },
    choices = {
      { "two", is = 2, belief = "It would be so if the third hydrogen had to wait for a place." },
      { "three", is = 3, belief = "There are two places for hydrogen: the third waits before the barrier." },
    } },
}

words = {
  hydrogen = {
    name    = "hydrogen",
    blocked = { "{} waits at the barrier", "hydrogens wait at the barrier", "hydrogen waits at the barrier" },
    done    = { "{} is in a molecule", "hydrogens are in molecules", "hydrogen is in a molecule" },
    at      = { ["places[kind]:acquire()"] = { "{} waits for a place", "hydrogens wait for a place",
                                               "hydrogen waits for a place" } },
  },
  oxygen = {
    name    = "oxygen",
    blocked = { "{} waits at the barrier", "oxygens wait at the barrier", "oxygen waits at the barrier" },
    done    = { "{} is in a molecule", "oxygens are in molecules", "oxygen is in a molecule" },
    at      = { ["places[kind]:acquire()"] = { "{} waits for a place", "oxygens wait for a place",
                                               "oxygen waits for a place" } },
  },
}

presets = {
  { "barrier only", text = "Three continue together, whoever they are.", knobs = { gate = "barrier only", molecules = 2, apart = 0.5 } },
  { "five molecules", text = "Ten hydrogens, then five oxygens.", knobs = { gate = "places and barrier", molecules = 5 } },
}

teaches = "Two primitives, one rule"
builds_on = { "meeting_point" }
concepts = { "barrier", "semaphore", "rendezvous", "LeetCode 1117", "H2O", "grouping", "synchronization", "permit",
             "resource allocation", "turnstile" }
