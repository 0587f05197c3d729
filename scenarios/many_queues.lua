title = "Many queues"
sentence = "Each core has a queue of its own. What if one of them gets all the heavy jobs?"
about = [[
Four cores have a queue each, and eight jobs arrive at once. A job joins the queue with the fewest, and nobody knows how
long it will take: the first and the fifth job are heavy and compute for 8 s, all others for 1 s. So both heavy jobs
come to the same core. A core whose queue is empty may steal a job from the longest one.
]]
notice = [[
At 2 s three cores have nothing left to do, and one of them steals a heavy job: all is done at 9 s. The 22 s of work
would take four cores 5.5 s if it could be cut anywhere, but one heavy job alone takes 8 s.
]]
try = [[
Choose multi_queue and turn its parameter stealing to "no" (--policy multi_queue --set stealing=no): three cores are
idle from 2 s to 16 s. Choose round_robin, one queue for all cores: all is done at 9 s, too. Then why many queues? Cores
that share a queue get in each other's way, for which Simul charges nothing, and a job that stays on its core finds its
data in the cache. A cold cache can be charged for: turn warm_up to 2, and a stolen job computes for 2 s longer. Turn
`nth` to 1, so that all jobs are heavy: what does stealing gain now?
]]
scale = 5
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 4
policy = "multi_queue"
quantum = 1

knobs = {
  jobs  = knob(8, { min = 1, max = 200, text = "jobs" }),
  nth   = knob(4, { min = 1, max = 200, text = "of so many jobs, the first is heavy" }),
  heavy = seconds(8, { min = 0, max = 3600, text = "a heavy job computes" }),
  light = seconds(1, { min = 0, max = 3600, text = "a light job computes" }),
}

function job(number)
  local is_heavy = (number - 1) % knob.nth == 0
  compute(is_heavy and knob.heavy or knob.light)
  mark("all_done")
end

function main()
  for number = 1, knob.jobs do spawn(job, number) end
end

presets = {
  { "one queue", text = "All cores take turns from one queue: all is done at 9 s, too.", policy = "round_robin" },
  { "all are heavy", text = "Each core has two heavy jobs, and nothing is left to steal.", knobs = { nth = 1 } },
}

questions = {
  { text = "Both heavy jobs of 8 s join the same queue, with six light jobs of 1 s in the others. When are all done?",
    answer = "all_done", unit = "s", cores = 4, models = { "threads", "processes" },
    knobs = { jobs = 8, nth = 4, heavy = 8, light = 1 },
    choices = {
      { "at 5.5 s", is = 5.5,
        belief = "22 s of work on four cores would be 5.5 s, but a heavy job alone takes 8 s, and runs on one core." },
      { "at 9 s", is = 9,
        belief = "It would be 9 s if a core without jobs took one of the heavy ones." },
      { "at 16 s", is = 16,
        belief = "It would be 16 s if the heavy jobs shared one core to the end." },
    } },
  { text = "When are all jobs done?", answer = "all_done", unit = "s" },
}

words = {
  job = {
    name    = "job",
    running = { "{} runs", "jobs run", "job runs" },
    ready   = { "{} waits in a queue", "jobs wait in queues", "job waits in a queue" },
    done    = { "{} is done", "jobs are done", "job is done" },
  },
}

teaches = "Work stealing"
builds_on = { "job_sheet" }
concepts = { "scheduling", "multi-queue", "work stealing", "load balancing", "run queue", "multiprocessor", "makespan",
             "migration", "cache affinity" }

challenges = {
  { title = "Make stealing a mistake",
    text = "Without stealing all is done at 16 s. Turn the parameters of the policy until cores that steal bring it "
           .. "to more than 16 s.",
    turn = { "parameters" }, policy = "multi_queue", quantum = 1, cores = 4,
    knobs = { jobs = 8, nth = 4, heavy = 8, light = 1 },
    goal = { figure = "all_done", above = 16 },
    hints = { "With stealing all is done at 9 s, as long as moving a job costs nothing.",
              "A stolen job continues on a core whose cache is cold. That can be charged for.",
              "Stealing gains 7 s here. Let the warm-up cost more than that." },
    praise = "A job that moves leaves its data behind. Schedulers steal only where the queue that they spare a "
             .. "task is longer than what warming the cache up again takes." },
}
