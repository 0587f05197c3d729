title = "Priority inversion"
sentence = "The most urgent task waits for one that hardly matters. How can that be?"
about = [[
A weather report, the least urgent task, holds the bus while it computes for 4 s. At 1 s the pilot, the most urgent one,
wants the bus for 1 s. At 2 s the radio comes, which is more urgent than the weather report; it needs the core for 10 s,
and not the bus. There is one core, and the more urgent task takes it. It happened on Mars Pathfinder in 1997.
]]
notice = [[
The pilot waits for 13 s. For 3 s of these the weather report computes with the bus: that cannot be helped. For 10 s the
radio computes, with which the pilot has nothing to do: it keeps the core from the weather report, and so the bus from
the pilot. The radio, less urgent than the pilot, is done first.
]]
try = [[
Turn `radio` to 30 s: how long does the pilot wait? There is no bound. Turn `protocol` to inherit, as they did on Mars:
whoever has the bus is as urgent as the most urgent task that waits for it. Or to ceiling: it is so from the moment that
it has the bus, and the pilot is not even let in between. Both bring the wait down to 3 s: which of them needs fewer
switches? Give it two cores, or choose fifo: why is it 3 s, too? And why is it 5 s with round_robin?
]]
scale = 10
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 1
policy = "priority"

knobs = {
  weather          = seconds(4, { min = 0, max = 3600, text = "the weather report holds the bus" }),
  pilot            = seconds(1, { min = 0, max = 3600, text = "the pilot holds the bus" }),
  radio            = seconds(10, { min = 0, max = 3600, text = "the radio computes" }),
  weather_priority = knob(3, { min = 1, max = 3, text = "of the weather report; the pilot has 1, the radio 2" }),
  protocol         = knob("none", { choices = { "none", "inherit", "ceiling" },
                                    text = "what the bus does for the priority of whoever has it" }),
}

bus = mutex{ protocol = knob.protocol, ceiling = 1 }
local pilot_comes, radio_comes = 1, 2

function weather()
  bus:lock()
  compute(knob.weather)
  bus:unlock()
end

function pilot()
  bus:lock()
  measure("wait", now() - pilot_comes)
  compute(knob.pilot)
  bus:unlock()
end

function radio()
  compute(knob.radio)
end

function main()
  spawn({ priority = knob.weather_priority }, weather)
  spawn_at(pilot_comes, { priority = 1 }, pilot)
  spawn_at(radio_comes, { priority = 2 }, radio)
end

questions = {
  { text = "The weather report has the bus until it has computed for 4 s. The pilot wants it at 1 s. How long does the "
           .. "pilot wait?",
    answer = "wait", unit = "s", cores = 1, models = { "threads", "processes" },
    knobs = { weather = 4, pilot = 1, radio = 10, weather_priority = 3, protocol = "none" },
    choices = {
      { "not at all", is = 0,
        belief = "The pilot may take the core from anybody, but not the bus: a mutex is given back by its owner." },
      { "3 s", is = 3,
        belief = "It would be 3 s if the weather report kept the core until it gave the bus back." },
      { "13 s", is = 13,
        belief = "It would be 13 s if the radio took the core from the weather report for 10 s." },
    } },
  { text = "How long does the pilot wait for the bus?", answer = "wait", unit = "s" },
}

presets = {
  { "none", text = "the bus does nothing about it: the pilot waits for the radio, too" },
  { "inheritance", text = "the weather report is as urgent as the pilot while the pilot waits for the bus",
    knobs = { protocol = "inherit" } },
  { "ceiling", text = "whoever has the bus is as urgent as the most urgent task that uses it",
    knobs = { protocol = "ceiling" } },
}

words = {
  weather = {
    name    = "the weather report",
    running = { "{} computes with the bus", "weather reports compute", "weather report computes" },
    ready   = { "{} waits for a core", "weather reports wait for a core", "weather report waits for a core" },
    done    = { "{} is done", "weather reports are done", "weather report is done" },
  },
  pilot = {
    name    = "the pilot",
    running = { "{} uses the bus", "pilots use the bus", "pilot uses the bus" },
    ready   = { "{} waits for a core", "pilots wait for a core", "pilot waits for a core" },
    blocked = { "{} waits for the bus", "pilots wait for the bus", "pilot waits for the bus" },
    done    = { "{} is done", "pilots are done", "pilot is done" },
  },
  radio = {
    name    = "the radio",
    running = { "{} computes", "radios compute", "radio computes" },
    ready   = { "{} waits for a core", "radios wait for a core", "radio waits for a core" },
    done    = { "{} is done", "radios are done", "radio is done" },
  },
}

teaches = "Locks against priorities"
builds_on = { "job_sheet", "contention" }
concepts = { "scheduling", "priority inversion", "priority inheritance", "priority ceiling", "priority", "preemption", "mutex", "critical section", "real-time",
             "Mars Pathfinder", "blocking" }

challenges = {
  { title = "Invert the priorities in two clicks",
    text = "You are the scheduler. Let the radio be done while the pilot waits for the bus.",
    goal = { all = { { task = "pilot", is = "blocked", on = "bus", equals = 1 },
                     { task = "radio", is = "done", equals = 1 } } },
    clicks = 2, knobs = { weather = 4, pilot = 1, radio = 10, weather_priority = 3 },
    hints = { "The pilot waits only if somebody else has the bus.",
              "Let the weather report take the bus, and then nothing more.",
              "The weather report locks, then the radio computes. The pilot cannot continue." },
    praise = "Each choice looks harmless: nobody else wanted the bus when the weather report took it, and the radio is "
             .. "more urgent than the weather report. Together they keep the most urgent task waiting." },
}
