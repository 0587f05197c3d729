title = "The convoy effect"
sentence = "Four quick cars and one slow truck need the same core: what do the cars do all day?"
about = [[
A truck computes for 10 s, does I/O for 1 s, and comes back. A car computes for 1 s, does I/O for 6 s, and comes back.
Each does so three times. There is one core, and nobody who has it is interrupted: first come, first served. The wait of
a car is the time that it is ready and does not have the core.
]]
notice = [[
The cars bunch up behind the truck and never get away from it: at 22 s they have all done their I/O, and all four wait
for the core. A car waits 8.5 s on average, to compute for 1 s. The core is busy all the time, until 42 s, so looking at
the core alone nothing seems to be wrong.
]]
try = [[
Choose the policy srtf, the shortest remaining time first: a car that comes back takes the core from the truck, and the
mean wait falls to 0.5 s. Choose round_robin, which knows nothing of the future: how close does it come? `simul compare
convoy_effect --policies fifo,round_robin,srtf` shows them side by side. Stay with fifo and give it two cores: is there
still a convoy?
]]
scale = 20
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 1
policy = "fifo"

knobs = {
  cars     = knob(4, { min = 1, max = 50, text = "cars" }),
  rounds   = knob(3, { min = 1, max = 100, text = "times that each computes" }),
  truck    = seconds(10, { min = 0, max = 3600, text = "the truck computes" }),
  truck_io = seconds(1, { min = 0, max = 3600, text = "the truck does I/O" }),
  car      = seconds(1, { min = 0, max = 3600, text = "a car computes" }),
  car_io   = seconds(6, { min = 0, max = 3600, text = "a car does I/O" }),
}

function truck()
  for round = 1, knob.rounds do
    compute(knob.truck)
    if round < knob.rounds then sleep(knob.truck_io) end
  end
end

function car(number)
  local due = 0                              -- when it wants the core: who waits for it cannot look at the clock
  for round = 1, knob.rounds do
    compute(knob.car)
    local done = now()
    measure("wait", done - knob.car - due)
    if round < knob.rounds then sleep(knob.car_io) end
    due = done + knob.car_io
  end
end

function main()
  spawn({ burst = knob.truck }, truck)
  for number = 1, knob.cars do spawn({ burst = knob.car }, car, number) end
end

presets = {
  { "the least left", text = "A car that comes back takes the core from the truck, and waits 0.5 s on average.",
    policy = "srtf" },
  { "turns of 1 s", text = "Nobody knows who needs the core for how long: a car waits 1.8 s on average.",
    policy = "round_robin", quantum = 1 },
  { "two cores", text = "First come, first served, and the truck has one core for itself.", cores = 2 },
}

questions = {
  { text = "How long does a car wait for the core, on average, each time that it wants to compute for 1 s?",
    answer = "wait", unit = "s", cores = 1, models = { "threads", "processes" },
    knobs = { cars = 4, rounds = 3, truck = 10, truck_io = 1, car = 1, car_io = 6 },
    choices = {
      { "0.5 s", is = 0.5,
        belief = "It would be 0.5 s if a car that comes back could take the core from the truck." },
      { "2 s", is = 2,
        belief = "It would be about 2 s if the truck had to give the core to the others after each second." },
      { "8.5 s", is = 8.5,
        belief = "It would be 8.5 s if the truck, once it has the core, kept it for 10 s." },
    } },
  { text = "How long does a car wait for the core, on average?", answer = "wait", unit = "s" },
}

words = {
  truck = {
    name    = "the truck",
    running = { "{} computes", "trucks compute", "truck computes" },
    ready   = { "{} waits for a core", "trucks wait for a core", "truck waits for a core" },
    asleep  = { "{} does I/O", "trucks do I/O", "truck does I/O" },
    done    = { "{} is done", "trucks are done", "truck is done" },
  },
  car = {
    name    = "car",
    running = { "{} computes", "cars compute", "car computes" },
    ready   = { "{} waits for a core", "cars wait for a core", "car waits for a core" },
    asleep  = { "{} does I/O", "cars do I/O", "car does I/O" },
    done    = { "{} is done", "cars are done", "car is done" },
  },
}

teaches = "Why long jobs hold everybody up"
builds_on = { "job_sheet" }
concepts = { "convoy effect", "scheduling", "FCFS", "first come first served", "FIFO", "CPU-bound", "I/O-bound",
             "waiting time", "preemption", "head-of-line blocking" }

challenges = {
  { title = "Break up the convoy",
    text = "Round robin knows nothing of who needs the core for how long. Find a quantum with which a car waits for "
           .. "less than 2 s on average.",
    turn = { "quantum" }, policy = "round_robin", quantum = 10, cores = 1,
    knobs = { cars = 4, rounds = 3, truck = 10, truck_io = 1, car = 1, car_io = 6 },
    goal = { figure = "wait", below = 2 },
    hints = { "With 10 s the truck is never interrupted, and nothing has changed.",
              "With a very short quantum a car is interrupted as well, and needs several turns.",
              "A car needs the core for 1 s. Give it just that." },
    praise = "A car that comes back waits for one turn of the truck and of each car before it, and is done in its "
             .. "own first turn. A shorter quantum cuts the cars' work up, too, and a longer one lets the truck "
             .. "hold them up." },
}
