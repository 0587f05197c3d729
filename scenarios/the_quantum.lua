title = "The quantum"
sentence = "How long may a job keep the core before it is somebody else's turn?"
about = [[
Three jobs of 6 s are there at once, and one core. With round robin each runs for a quantum, then goes to the end of the
line. The response is the time until a job first has the core, and the turnaround the time until it is done. A short
quantum answers everybody soon; a long one lets somebody finish.
]]
notice = [[
With a quantum of 1 s the mean response is 1 s and the mean turnaround 17 s: everybody begins soon, and everybody ends
late. With a quantum of 6 s they are 6 s and 12 s. Jobs of equal length gain nothing from taking turns but the early
start.
]]
try = [[
Turn the quantum from 1 s to 6 s: `simul sweep the_quantum --over quantum=1..6 --measure mean_response` does so, and
with mean_turnaround it tells the price. Then make the jobs unequal: turn `longer` to 18, so that the first one needs 24
s. Which quantum has the smallest mean turnaround now: 1 s, 6 s or 30 s? And a switch may cost something: with
--switch-cost 0.1 and a quantum of 1 s the last job is done at 19.9 s, in place of 18 s.
]]
scale = 10
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 1
policy = "round_robin"
quantum = 1

knobs = {
  jobs   = knob(3, { min = 1, max = 100, text = "jobs" }),
  burst  = seconds(6, { min = 0, max = 3600, text = "a job computes" }),
  longer = seconds(0, { min = 0, max = 3600, text = "the first job computes this much longer" }),
}

function job(number)
  measure("response", now())
  compute(number == 1 and knob.burst + knob.longer or knob.burst)
  measure("turnaround", now())
  mark("done")
end

function main()
  for number = 1, knob.jobs do spawn(job, number) end
end

presets = {
  { "turns of 6 s", text = "Each job ends in its first turn: the mean response is 6 s, the mean turnaround 12 s.",
    quantum = 6 },
  { "a long one", text = "The first job needs 24 s, and turns of 1 s let the others end soon.",
    knobs = { longer = 18 } },
  { "a long one first", text = "The first job needs 24 s, and keeps the core to its end.", quantum = 30,
    knobs = { longer = 18 } },
}

questions = {
  { text = "Three jobs of 6 s share a core. How long is it until a job first has the core, on average?",
    answer = "response", unit = "s", cores = 1, models = { "threads", "processes" },
    knobs = { jobs = 3, burst = 6, longer = 0 },
    choices = {
      { "1 s", is = 1,
        belief = "It would be 1 s if they took turns of 1 s: they would begin at 0, 1 and 2 s." },
      { "3 s", is = 3,
        belief = "It would be 3 s if they took turns of 3 s: they would begin at 0, 3 and 6 s." },
      { "6 s", is = 6,
        belief = "It would be 6 s if each kept the core to its end: they would begin at 0, 6 and 12 s." },
    } },
  { text = "What is the mean turnaround?", answer = "turnaround", unit = "s" },
}

words = {
  job = {
    name    = "job",
    running = { "{} runs", "jobs run", "job runs" },
    ready   = { "{} waits for its turn", "jobs wait for their turn", "job waits for its turn" },
    done    = { "{} is done", "jobs are done", "job is done" },
  },
}

teaches = "Response against turnaround"
builds_on = { "convoy_effect" }
concepts = { "scheduling", "round robin", "quantum", "time slice", "time slicing", "preemption", "response time",
             "turnaround", "context switch", "overhead" }

challenges = {
  { title = "Answer soon, and end soon",
    text = "Three jobs of 6 s. Find a quantum with which the mean turnaround is below 15.5 s, and the mean response "
           .. "still below 3.5 s.",
    turn = { "quantum" }, policy = "round_robin", quantum = 1, cores = 1,
    knobs = { jobs = 3, burst = 6, longer = 0 },
    goal = { all = { { figure = "turnaround", below = 15.5 }, { figure = "response", below = 3.5 } } },
    hints = { "The mean response is as long as one quantum, with three jobs.",
              "A turn that is cut short at the very end of a job costs a whole round of the others.",
              "Divide 6 s by a whole number." },
    praise = "With 3 s each job needs two whole turns. With 4 or 5 s it needs two as well, and the second is a "
             .. "short one, for which it has waited just as long: the turnaround is worse though the quantum is "
             .. "longer." },
}
