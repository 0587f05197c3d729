title = "What a start costs"
sentence = "Forty short jobs: is it better to start a task for each, or four workers that do them all?"
about = [[
To start a thread, a process or a coroutine costs something before it has done anything. Forty jobs, each of which waits
for 10 ms, are done either by forty tasks, or by four workers that take one job after another from a queue. Main starts one
task after another, and for each it first computes as long as the knob `start` says: so in simulated time the cost of a
start is exact. In a real run the true cost of your computer comes on top.
]]
notice = [[
With 5 ms for a start on threads, main is busy for 0.2 s with forty starts, and all is done after 0.21 s. Four workers are
there after 0.02 s and share the jobs: 0.115 s. With 1 ms for a start it is the other way round: 0.05 s against 0.104 s. It
is not the number of jobs that decides, but what a start costs beside what a job takes.
]]
try = [[
At which `start` are both equally fast? Then turn `start` to 0, set the clock to real, and compare threads, processes and
the event loop: the measure until_it_runs is the time from asking for a task to its first line, on this computer. Before you
do: which of the three will be the quickest to start?
]]
scale = 1
model = "threads"
cores = 4

knobs = {
  by    = knob("a task each", { choices = { "a task each", "four workers" }, text = "who does the jobs" }),
  jobs  = knob(40, { min = 1, max = 200, text = "jobs" }),
  takes = seconds(0.01, { min = 0, max = 10, text = "a job waits for" }),
  start = seconds(0.005, { min = 0, max = 1, text = "main computes before each start" }),
}

queue = channel(200)

function job(number, asked)
  measure("until_it_runs", now() - asked)
  sleep(knob.takes)
end

function worker(number, asked)
  measure("until_it_runs", now() - asked)
  for next_job in function() return queue:receive() end do sleep(knob.takes) end
end

function start(f, number)
  local asked = now()
  compute(knob.start)
  return spawn(f, number, asked)
end

function main()
  local tasks = {}
  if knob.by == "a task each" then
    for number = 1, knob.jobs do tasks[number] = start(job, number) end
  else
    for next_job = 1, knob.jobs do queue:send(next_job) end
    queue:close()
    for number = 1, 4 do tasks[number] = start(worker, number) end
  end
  gather(tasks)
  mark("all_done")
  print(knob.jobs .. " jobs are done by " .. #tasks .. " tasks")
end

questions = {
  { text = "Forty tasks wait for 10 ms each, and main needs 5 ms to start one. When are all done?",
    answer = "all_done", models = { "threads", "processes", "event_loop" },
    knobs = { by = "a task each", jobs = 40, takes = 0.01, start = 0.005 },
    choices = {
      { "after about 10 ms", is = 0.01,
        belief = "They do wait at the same time. But main starts them one after another, which is 200 ms of work." },
      { "after about 210 ms", is = 0.21,
        belief = "It would be so if the forty starts took most of the time." },
      { "after about 600 ms", is = 0.6,
        belief = "It would be so if each job was over before the next was started." },
    } },
  { text = "Four workers do all forty jobs of 10 ms. Main needs 5 ms to start one. When are all done?",
    answer = "all_done", models = { "threads", "processes", "event_loop" },
    knobs = { by = "four workers", jobs = 40, takes = 0.01, start = 0.005 },
    choices = {
      { "after about 30 ms", is = 0.03, belief = "The starts take 20 ms, but then each worker has about ten jobs." },
      { "after about 120 ms", is = 0.12, belief = "It would be so if each worker did about ten jobs in turn." },
      { "after about 420 ms", is = 0.42, belief = "Four workers wait at the same time: ten rounds, not forty." },
    } },
  { text = "When are all jobs done?", answer = "all_done", unit = "s" },
}

presets = {
  { "four workers", text = "Four starts, and about ten jobs for each worker.", model = "threads", cores = 4,
    knobs = { by = "four workers", start = 0.005 } },
  { "cheap starts", text = "At 1 ms a start, a task for each job is the faster way.", model = "threads", cores = 4,
    knobs = { by = "a task each", start = 0.001 } },
}

words = {
  job = {
    name   = "job",
    asleep = { "{} waits for its answer", "jobs wait for an answer", "job waits for its answer" },
    done   = { "{} is done", "jobs are done", "job is done" },
  },
  worker = {
    name   = "worker",
    asleep = { "{} is at a job", "workers are at a job", "worker is at a job" },
    done   = { "{} has nothing left to do", "workers have nothing left to do", "worker has nothing left to do" },
  },
  main = {
    running = { "main starts a task", "start tasks", "starts a task" },
  },
}

teaches = "Starting is work, too"
builds_on = { "factorials" }
concepts = { "start cost", "overhead", "thread", "process", "coroutine", "thread pool", "worker", "spawn", "fork",
             "granularity", "queue", "asyncio" }
