title = "A worker dies"
sentence = "Six photos, two worker processes, and one photo that kills whoever opens it. Who is harmed?"
about = [[
A pool of two processes shrinks photos. To read one takes half a second, and to write the small one as much again. One photo
is bad: as soon as it is read the system kills the process, as Linux does when memory runs out. A killed process says nothing
and cleans nothing up.
What follows depends on the pool. A `multiprocessing.Pool` starts another worker in its place. A `ProcessPoolExecutor` cannot
know what the dead one left behind, so it is broken: all that it runs, and all that waits for a worker, fails.
]]
notice = [[
The third photo is the bad one. In the pool that breaks, two photos are done and four have failed, though three of the four
were good: one was in the hands of the other worker, which is killed too, and two had not begun. Another job is refused. In
the pool that replaces its worker only the bad photo is lost. And an error is no death: a worker that looks at the photo
first, and raises an error, lives on, and so does its pool.
]]
try = [[
Turn `bad` to 6, then to 1: how many good photos does it take along? Choose three workers: why is no photo done now? Then
choose the model processes, where each photo has a process of its own. What is lost? And what would that cost for ten
thousand photos? (The story "What a start costs" knows.)
]]
scale = 10
model = "process_pool"
cores = 2
unsuited = {
  sequential  = "nothing has a process of its own, so there is none to kill",
  threads     = "a thread cannot be killed from outside: only its whole process can",
  threads_gil = "a thread cannot be killed from outside: only its whole process can",
  event_loop  = "all tasks are in one process: who kills it kills them all",
  thread_pool = "a thread cannot be killed from outside: only its whole process can",
}

knobs = {
  pool   = knob("breaks", { choices = { "breaks", "replaced" }, text = "what a pool makes of a killed worker" }),
  opens  = knob("at once", { choices = { "at once", "looks first" }, text = "how a worker opens a photo" }),
  photos = knob(6, { min = 1, max = 50, text = "photos" }),
  bad    = knob(3, { min = 0, max = 50, text = "number of the bad one (0: none is)" }),
}

killed_worker = knob.pool                    -- "breaks": the pool is a ProcessPoolExecutor
done = variable(0, { mmap = true })

function shrink(number)
  if number == knob.bad and knob.opens == "looks first" then error("the photo is bad") end
  sleep(0.5)                                 -- reads it
  if number == knob.bad then current_task():kill() end
  sleep(0.5)                                 -- writes the small one
  done:add(1)
  return "small"
end

function another() return "done" end

function main()
  local photos = {}
  for number = 1, knob.photos do photos[number] = spawn(shrink, number) end
  for number, photo in ipairs(photos) do
    local fine, result = pcall(await, photo)
    print("photo " .. number .. (fine and " is " .. result or " has failed"))
  end
  mark("all_told")
  local fine, job = pcall(spawn, another)
  print("another job is " .. (fine and await(job) or "refused"))
end

questions = {
  { text = "One of six photos kills its worker, and the pool is one that breaks. How many photos are done in the end?",
    answer = "done", models = { "process_pool" }, cores = 2,
    knobs = { pool = "breaks", opens = "at once", photos = 6, bad = 3 },
    choices = {
      { "two", is = 2, belief = "It would be so if nothing went on after the third had killed its worker." },
      { "three: the other worker completes its photo", is = 3,
        belief = "The executor kills its other worker as well: nobody knows what the dead one has left behind." },
      { "five: all but the bad one", is = 5,
        belief = "It would be so if another worker took the place of the dead one. A broken pool does nothing more." },
    } },
  { text = "The same, in a pool that starts another worker in place of the dead one. How many photos are done?",
    answer = "done", models = { "process_pool" }, cores = 2,
    knobs = { pool = "replaced", opens = "at once", photos = 6, bad = 3 },
    choices = {
      { "two", is = 2, belief = "It would be so if the pool were broken. Here it goes on with a new worker." },
      { "five: all but the bad one", is = 5,
        belief = "It would be so if the new worker went on with the photos that wait." },
      { "six: the new worker takes the bad one again", is = 6,
        belief = "What the dead worker had in hand is lost, and nobody tries it again. It would die of it, too." },
    } },
}

presets = {
  { "replaced", text = "Another worker takes the place of the dead one: only the bad photo is lost.",
    model = "process_pool", cores = 2, knobs = { pool = "replaced" } },
  { "looks first", text = "The worker raises an error in place of dying: the pool is whole.",
    model = "process_pool", cores = 2, knobs = { opens = "looks first" } },
  { "a process each", text = "There is no pool to break: a process dies, and the others know nothing of it.",
    model = "processes", cores = 2, knobs = { opens = "at once" } },
}

words = {
  shrink = {
    name   = "photo",
    wants_worker = { "{} waits for a worker", "photos wait for a worker", "photo waits for a worker" },
    asleep = { "{} is read", "photos are read", "photo is read" },
    done   = { "{} is small", "photos are small", "photo is small" },
    failed = { "{} has failed", "photos have failed", "photo has failed" },
    at = { ["writes the small one"] = { "{} is written small", "photos are written small", "photo is written small" } },
  },
  another = { name = "the other job" },
}

teaches = "Death is no error"
builds_on = { "own_memory", "thread_pool_inside" }
concepts = { "process pool", "worker", "kill", "SIGKILL", "BrokenProcessPool", "ProcessPoolExecutor", "multiprocessing",
             "exit code", "out of memory", "OOM killer", "failure", "exception", "process", "robustness" }

challenges = {
  { title = "Break the pool early",
    text = "Two photos, and the second is bad. You choose who does the next step. Let the pool break before the good photo "
           .. "is done.",
    goal = { at = "end", variable = "done", equals = 0 },
    clicks = 2, knobs = { pool = "breaks", opens = "at once", photos = 2, bad = 2 },
    hints = { "Each photo is read, then written; the bad one kills its worker as soon as it is read.",
              "The good photo must not come to its last steps.",
              "Go on with the second photo as soon as it is there." },
    praise = "The good photo had a worker of its own, and failed all the same." },
  { title = "Mend the studio", mend = true,
    text = "Change the source until the bad photo harms no other, in any order. The knobs stay as they are: the pool is one "
           .. "that breaks.",
    goal = { at = "end", all = { { variable = "done", equals = 1 }, { mark = "all_told", equals = 1 } } },
    knobs = { pool = "breaks", opens = "at once", photos = 2, bad = 2 },
    hints = { "An error goes to whoever awaits the photo. A death goes to the whole pool.",
              "The worker has to find out that the photo is bad before it opens it.",
              "In shrink(): raise the error whatever the knob `opens` says." },
    praise = "The bad photo fails alone. What may die for good reasons, such as foreign code, gets a process of its own, "
             .. "outside of any pool." },
}
