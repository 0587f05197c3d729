title = "Which model"
sentence = "A job has so many tasks, and each of them computes and waits. Would you take threads, processes, an event loop or a pool?"
about = [[
There is no best model, only a best one for a job. Say here what your job is like: how many tasks there are, how long each
computes, how long each waits for something outside, and how much of the computing happens under one common lock. Then run it
on every model: press "All models" in the window, or `simul run which_model --model all`. The simulated clock makes the answer
exact; the real one makes it yours.
]]
notice = [[
As it stands, eight tasks compute for 0.2 s and wait for 1.8 s each, on four cores. One after another that takes 16 s. Threads
and processes need 2.1 s. An event loop needs 2.7 s: one thread does all the computing, but nobody waits alone. Threads under a
global lock need 3.365 s, as they compute in turns of 5 ms, so that all of them begin to wait late. A pool of four workers needs
4 s: there, who waits keeps a worker.
]]
try = [[
Preset "only waiting": who is fast now? Preset "only computing": why is the event loop as slow as one after another? Preset
"all under one lock": what do four cores help? Turn `tasks` to 100 in each of them. Then say of a program of your own what
it mostly does, set the knobs, and look which models are as fast as the fastest. Among those, take the one that is easiest to get
right: of the fast ones, an event loop has the fewest places where something can come in between.
]]
scale = 10
model = "threads"
cores = 4

knobs = {
  tasks    = knob(8, { min = 1, max = 1000, text = "tasks" }),
  computes = seconds(0.2, { min = 0, max = 60, text = "each computes for" }),
  waits    = seconds(1.8, { min = 0, max = 60, text = "each waits for" }),
  rounds   = knob(2, { min = 1, max = 100, text = "in so many rounds of computing, then waiting" }),
  locked   = knob(0, { min = 0, max = 100, text = "percent of the computing that needs one common lock" }),
}

common = mutex()

function job(number)
  for _ = 1, knob.rounds do
    compute(knob.computes * (1 - knob.locked / 100) / knob.rounds)
    if knob.locked > 0 then
      common:lock()
      compute(knob.computes * knob.locked / 100 / knob.rounds)
      common:unlock()
    end
    sleep(knob.waits / knob.rounds)            -- a page, a query, a file
  end
end

function main()
  local jobs = {}
  for number = 1, knob.tasks do jobs[number] = spawn(job, number) end
  gather(jobs)
  mark("all_done")
  print(knob.tasks .. " tasks are done")
end

questions = {
  { text = "Eight tasks wait for 2 s each, and compute nothing. When is an event loop done with all of them?",
    answer = "all_done", models = { "event_loop" }, knobs = { tasks = 8, computes = 0, waits = 2, locked = 0 },
    choices = {
      { "after 2 s", is = 2, belief = "It would be so if they waited at the same time." },
      { "after 16 s", is = 16, belief = "A loop continues with whoever is ready. All eight wait at the same time." },
    } },
  { text = "Eight tasks compute for 2 s each, and never wait. When is an event loop done with all of them?",
    answer = "all_done", models = { "event_loop" }, knobs = { tasks = 8, computes = 2, waits = 0, locked = 0 },
    choices = {
      { "after 2 s", is = 2, belief = "Waiting can be shared by one thread. Computing cannot." },
      { "after 4 s: there are four cores", is = 4, belief = "A loop is one thread, on one core." },
      { "after 16 s", is = 16, belief = "It would be so if one computed at a time." },
    } },
  { text = "Eight tasks compute for 2 s each on four cores. When are threads done with all of them?",
    answer = "all_done", models = { "threads", "processes", "thread_pool", "process_pool" }, cores = 4,
    knobs = { tasks = 8, computes = 2, waits = 0, locked = 0 },
    choices = {
      { "after 2 s", is = 2, belief = "It takes eight cores for eight to compute at a time." },
      { "after 4 s", is = 4, belief = "It would be so if four computed at a time." },
      { "after 16 s", is = 16, belief = "Four of them compute at the same time, each on a core." },
    } },
  { text = "When is the job done?", answer = "all_done", unit = "s" },
}

words = {
  job = {
    name    = "task",
    running = { "{} computes", "tasks compute", "task computes" },
    ready   = { "{} is ready", "tasks are ready", "task is ready" },
    asleep  = { "{} waits outside", "tasks wait outside", "task waits outside" },
    blocked = { "{} waits for the common lock", "tasks wait for the common lock", "task waits for the common lock" },
    wants_worker = { "{} waits for a worker", "tasks wait for a worker", "task waits for a worker" },
    done    = { "{} is done", "tasks are done", "task is done" },
  },
}

why = { all_done = "The job is done." }

presets = {
  { "only waiting", text = "Pages, queries: nobody needs a core.", knobs = { tasks = 8, computes = 0, waits = 2, locked = 0 } },
  { "only computing", text = "Pictures, numbers: everybody needs a core.", cores = 4,
    knobs = { tasks = 8, computes = 2, waits = 0, locked = 0 } },
  { "all under one lock", text = "Everybody needs the same thing: cores are of no use.", cores = 4,
    knobs = { tasks = 8, computes = 2, waits = 0, locked = 100 } },
  { "a hundred", text = "A hundred tasks that mostly wait.", cores = 4,
    knobs = { tasks = 100, computes = 0.02, waits = 2, locked = 0 } },
}

teaches = "When to use which"
builds_on = { "global_lock", "one_thread_or_many" }
concepts = { "concurrent", "parallel", "asynchronous", "CPU-bound", "I/O-bound", "thread", "process", "event loop",
             "thread pool", "process pool", "GIL", "comparison", "which one", "decision" }
