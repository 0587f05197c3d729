title = "Short jobs first"
sentence = "One long job and five short ones: in which order are they done soonest, on average?"
about = [[
A long job of 10 s and five short ones of 2 s each need one core. A turnaround is the time from when a job arrives to
when it is done. The core can take them in the order in which they came, or the shortest first, if it is known how long
each will take.
]]
notice = [[
All are there at the start, and the shortest job goes first: the mean turnaround is 8.33 s. In the order of arrival it
is 15 s. The work is the same, and the last job is done at 20 s either way. But the job that runs makes all others wait,
and a short job makes them wait for less: no order of jobs that are all there can have a smaller mean.
]]
try = [[
Let the short jobs come later: `first` = 1 and `every` = 2. Now sjf has a mean of 10.83 s, no better than fifo, as the
long job is alone when it begins and nobody interrupts it. With srtf, the shortest remaining time first, it is 5 s. Then
turn `shorts` to 50: when is the long job done? That is starvation, and it has a challenge.
]]
scale = 10
model = "threads"
cores = 1
policy = "sjf"

knobs = {
  shorts = knob(5, { min = 1, max = 200, text = "short jobs" }),
  long   = seconds(10, { min = 0, max = 3600, text = "the long job computes" }),
  short  = seconds(2, { min = 0, max = 3600, text = "a short job computes" }),
  first  = seconds(0, { min = 0, max = 3600, text = "when the first short job arrives" }),
  every  = seconds(0, { min = 0, max = 3600, text = "from one short job to the next" }),
}

function long_job()
  compute(knob.long)
  measure("turnaround", now())
end

function short_job(number, arrival)
  compute(knob.short)
  measure("turnaround", now() - arrival)
end

function main()
  local jobs = { spawn_at(0, { burst = knob.long }, long_job) }
  for number = 1, knob.shorts do
    local arrival = knob.first + (number - 1) * knob.every
    jobs[number + 1] = spawn_at(arrival, { burst = knob.short }, short_job, number, arrival)
  end
  gather(jobs)
end

presets = {
  { "as they came", text = "First in, first out: the long job came first, and the mean turnaround is 15 s.",
    policy = "fifo" },
  { "later", text = "The short jobs come one by one, after the long one has begun, which nobody interrupts.",
    knobs = { first = 1, every = 2 } },
  { "the least left", text = "They come one by one, and each takes the core from the long job.", policy = "srtf",
    knobs = { first = 1, every = 2 } },
  { "fifty short jobs", text = "They come one by one, and the long job starves.", policy = "srtf",
    knobs = { shorts = 50, first = 1, every = 2 } },
}

questions = {
  { text = "A job of 10 s and five of 2 s are all there at the start. What is the mean turnaround on one core?",
    answer = "turnaround", unit = "s", cores = 1, models = { "threads", "processes" },
    knobs = { shorts = 5, long = 10, short = 2, first = 0, every = 0 },
    choices = {
      { "8.33 s", is = 8.3333,
        belief = "It would be 8.33 s if the long job went last." },
      { "11.67 s", is = 11.6667,
        belief = "It would be 11.67 s if all took turns of 1 s." },
      { "15 s", is = 15,
        belief = "It would be 15 s if the long job went first, and all others waited for it." },
    } },
  { text = "What is the mean turnaround?", answer = "turnaround", unit = "s" },
}

words = {
  long_job = {
    name    = "the long job",
    running = { "{} runs", "long jobs run", "long job runs" },
    ready   = { "{} waits for a core", "long jobs wait for a core", "long job waits for a core" },
    done    = { "{} is done", "long jobs are done", "long job is done" },
  },
  short_job = {
    name    = "short job",
    running = { "{} runs", "short jobs run", "short job runs" },
    ready   = { "{} waits for a core", "short jobs wait for a core", "short job waits for a core" },
    done    = { "{} is done", "short jobs are done", "short job is done" },
  },
}

teaches = "Shortest first, and who pays"
builds_on = { "convoy_effect" }
concepts = { "scheduling", "SJF", "shortest job first", "SRTF", "STCF", "shortest remaining time", "turnaround",
             "starvation", "optimal", "preemption" }

challenges = {
  { title = "Starve the long job in five arrivals",
    text = "You are the scheduler of an event loop: the job that you choose keeps the core to its end. Serve all five "
           .. "short jobs while the long one, which came first, has not begun.",
    goal = { all = { { task = "short_job", is = "done", equals = 5 },
                     { task = "long_job", is = "ready", equals = 1 } } },
    clicks = 5, model = "event_loop", knobs = { shorts = 5, first = 0, every = 0 },
    hints = { "The long job came first. Nothing obliges you to choose it.",
              "Choose a short job each time.",
              "Five short jobs, five choices: 2, 3, 4, 5, 6." },
    praise = "Each choice was the best for the mean, and together they starve the long job: as long as short jobs "
             .. "come, its turn does not. Aging, which makes jobs more urgent as they wait, is the usual cure." },
}
