title = "The thundering herd"
sentence = "Many workers wait for jobs, and the jobs come one at a time. What does it cost to wake them all?"
about = [[
Workers who have nothing to do wait at a condition. A job comes, and somebody has to be woken. To wake all of them is
the safe way: whoever can take it is among them. The others look, find nothing, and wait again. Each look costs some time
of a core, and all have to go through one lock, one after another.
]]
notice = [[
With `wake` = "all" the first of n jobs wakes n workers, the second n - 1, and so on: on threads, in simulated time, n (n
+ 1) / 2 in all. With "one" it is n. Nothing is wrong in either; but with ten workers the core is busy for 13.75 s with
waking in place of 2.5 s, and the last job is taken after 15.5 s in place of 10.25 s.
]]
try = [[
Turn `workers` up and watch `woken` and the mark `taken`. Do more cores help? They do not: whoever looks holds the lock.
When must all be woken, in spite of the cost? When those who wait do not all wait for the same: then "one" may wake
somebody who has no use for it, and the right one sleeps on.
]]
scale = 10
model = "threads"
cores = 1

knobs = {
  wake    = knob("all", { choices = { "all", "one" }, text = "whom a job wakes" }),
  workers = knob(3, { min = 1, max = 100, text = "workers, and jobs" }),
  between = seconds(1, { min = 0, max = 60, text = "from one job to the next" }),
  waking  = seconds(0.25, { min = 0, max = 60, text = "waking up and looking takes" }),
}

jobs = variable(0, { mmap = true })
woken = variable(0, { mmap = true })
door, came = mutex(), condition()

function worker(number)
  door:lock()
  while jobs.value == 0 do
    came:wait(door)
    woken.value = woken.value + 1
    compute(knob.waking)
  end
  jobs.value = jobs.value - 1
  door:unlock()
  mark("taken")
end

function dispatcher()
  for job = 1, knob.workers do
    sleep(knob.between)
    door:lock()
    jobs.value = jobs.value + 1
    if knob.wake == "all" then came:notify_all() else came:notify() end
    door:unlock()
  end
end

function main()
  local all = {}
  spawn(dispatcher)
  for number = 1, knob.workers do all[number] = spawn(worker, number) end
  gather(all)
  print(woken.value .. " times somebody was woken")
end

questions = {
  { text = "Three workers wait, and three jobs come one after another. Each job wakes all who wait. How many times is "
           .. "somebody woken?", answer = "woken", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { wake = "all", workers = 3, between = 1, waking = 0.25 },
    choices = {
      { "3", is = 3, belief = "Each job has one taker, but all who wait are woken, and most of them in vain." },
      { "6", is = 6, belief = "Three, then two, then one: it takes workers who wait again in time." },
      { "9", is = 9, belief = "Whoever has a job does not wait any more, and is not woken again." },
    } },
  { text = "When is the last job taken?", answer = "taken", unit = "s",
    models = { "threads", "threads_gil", "processes", "event_loop" }, knobs = { workers = 10 } },
}

words = {
  worker = {
    name    = "worker",
    running = { "{} wakes up and looks", "workers look", "worker looks" },
    blocked = { "{} waits for a job", "workers wait for a job", "worker waits for a job" },
    done    = { "{} has a job", "workers have a job", "worker has a job" },
  },
  dispatcher = {
    name    = "dispatcher",
    woken   = "a job comes",
    asleep  = { "{} waits for the next job to come", "dispatchers wait", "dispatcher waits" },
    blocked = { "{} waits for the door", "dispatchers wait for the door", "dispatcher waits for the door" },
    done    = { "{} is done", "dispatchers are done", "dispatcher is done" },
  },
}

presets = {
  { "a herd of ten", text = "The first job wakes ten, and the core is busy with waking.",
    model = "threads", cores = 1, knobs = { wake = "all", workers = 10 } },
  { "one at a time", text = "Each job wakes the one who takes it.",
    model = "threads", cores = 1, knobs = { wake = "one", workers = 10 } },
}

teaches = "What waking costs"
builds_on = { "producers_and_consumers" }
concepts = { "thundering herd", "notify_all", "notify", "broadcast", "signal", "condition variable", "wakeup",
             "contention", "context switch", "lock convoy" }
