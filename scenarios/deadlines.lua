title = "Deadlines"
sentence = "A sensor and a radar need 97 % of the core between them: is every deadline met?"
about = [[
Every 6 s the sensor has something to compute for 3 s, and every 15 s the radar for 7 s. Each must be done before it
comes again: that is its deadline. Together they need 3/6 + 7/15 of the core, 97 %. Rate monotonic scheduling gives the
core to the task with the shorter period, here always the sensor.
]]
notice = [[
The first radar picture is due at 15 s and done at 16 s: the sensor came first three times. All other deadlines of these
30 s are met, and then all begins anew. With fixed priorities, two tasks are only promised to meet their deadlines while
they need no more than 83 % of the core (Liu and Layland, 1973). Above that it depends.
]]
try = [[
Choose edf, the earliest deadline first: no deadline is missed, as it misses none that one core could meet. Choose fifo:
who is late now? With rate_monotonic again turn `radar_period` to 12 and `radar` to 6: that is all of the core, and no
deadline is missed, as 12 is a multiple of 6. Then put them back to 15 and 7 and turn `sensor` to 4, which is too much
for one core. Which of the two is late under each policy?
]]
scale = 10
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 1
policy = "rate_monotonic"

knobs = {
  sensor        = seconds(3, { min = 0, max = 3600, text = "the sensor computes" }),
  sensor_period = seconds(6, { min = 0.1, max = 3600, text = "from one to the next" }),
  radar         = seconds(7, { min = 0, max = 3600, text = "the radar computes" }),
  radar_period  = seconds(15, { min = 0.1, max = 3600, text = "from one to the next" }),
  horizon       = seconds(30, { min = 0, max = 3600, text = "they come until then" }),
}

missed = variable(0, { mmap = true })

function sensor(number)
  compute(knob.sensor)
  if now() > number * knob.sensor_period then missed:add(1) end
end

function radar(number)
  compute(knob.radar)
  if now() > number * knob.radar_period then missed:add(1) end
end

function main()
  for number = 1, math.ceil(knob.horizon / knob.sensor_period) do
    spawn_at((number - 1) * knob.sensor_period, { period = knob.sensor_period }, sensor, number)
  end
  for number = 1, math.ceil(knob.horizon / knob.radar_period) do
    spawn_at((number - 1) * knob.radar_period, { period = knob.radar_period }, radar, number)
  end
end

presets = {
  { "the earliest first", text = "By the earliest deadline: none is missed.", policy = "edf" },
  { "nobody is interrupted", text = "First come, first served: the sensor waits for the radar, and is late twice.",
    policy = "fifo" },
  { "multiples", text = "The radar needs 6 s of every 12 s: all of the core is used, and no deadline is missed.",
    knobs = { radar_period = 12, radar = 6 } },
  { "too much", text = "The sensor needs 4 s of every 6 s: more than one core can do.", knobs = { sensor = 4 } },
}

questions = {
  { text = "The sensor needs 3 s of every 6 s, the radar 7 s of every 15 s. How many of the 7 deadlines are missed?",
    answer = "missed", cores = 1, models = { "threads", "processes" },
    knobs = { sensor = 3, sensor_period = 6, radar = 7, radar_period = 15, horizon = 30 },
    choices = {
      { "none", is = 0,
        belief = "There would be none if the earliest deadline always went first. Else 97 % can be too much." },
      { "one", is = 1,
        belief = "It would be one if the sensor always went first: the first radar picture would be late." },
      { "two", is = 2,
        belief = "It would be two if nobody was interrupted: the sensor would wait for the radar, and be late twice." },
    } },
  { text = "How many deadlines are missed?", answer = "missed" },
}

words = {
  sensor = {
    name    = "sensor reading",
    running = { "{} runs", "sensor readings run", "sensor reading runs" },
    ready   = { "{} waits for a core", "sensor readings wait for a core", "sensor reading waits for a core" },
    done    = { "{} is done", "sensor readings are done", "sensor reading is done" },
  },
  radar = {
    name    = "radar picture",
    running = { "{} runs", "radar pictures run", "radar picture runs" },
    ready   = { "{} waits for a core", "radar pictures wait for a core", "radar picture waits for a core" },
    done    = { "{} is done", "radar pictures are done", "radar picture is done" },
  },
}

teaches = "Real-time scheduling"
builds_on = { "job_sheet" }
concepts = { "scheduling", "real-time", "deadline", "EDF", "earliest deadline first", "rate monotonic",
             "Liu and Layland", "utilization", "periodic task", "schedulability" }

challenges = {
  { title = "Use all of the core, and miss nothing",
    text = "Under rate monotonic scheduling, find a radar that leaves the core no idle moment, and misses no "
           .. "deadline.",
    turn = { "radar", "radar_period" }, policy = "rate_monotonic", cores = 1,
    knobs = { sensor = 3, sensor_period = 6, radar = 7, radar_period = 15, horizon = 30 },
    goal = { all = { { figure = "missed", equals = 0 }, { figure = "utilization", above = 0.999 } } },
    hints = { "The sensor needs half of the core, so the radar must need the other half.",
              "With periods that do not fit each other, the promise ends at 83 %.",
              "Let the radar come at every second time of the sensor." },
    praise = "Where each period is a multiple of the next shorter one, fixed priorities can use the whole core. "
             .. "The bound of Liu and Layland is for the worst periods; these are the best." },
}
