title = "Inside a thread pool"
sentence = "Six jobs, two workers, one queue. What if a job waits for a part that another worker has yet to do?"
about = [[
A thread pool is a queue and some workers. A worker takes a job, does it and takes the next, until the queue is closed: no
thread is started for each job, and no more jobs run at a time than there are workers. Here each job takes a second, and it
may have a part of another second. Who does that part is a knob. A job that waits for its part keeps its worker meanwhile.
]]
notice = [[
On threads, two workers need 3 s for six jobs without parts. With parts in the same pool nothing happens after 1 s: both
workers wait for parts that stand in the queue behind four jobs, and nobody is left to take them. Done by the job itself, or
by a second pool with one worker, all is done, after 6 s and 7 s. Who waits for work of its own pool can starve it.
]]
try = [[
With "same pool", how many workers does it take? Try 6, then 7. Turn `pool` to "spawn" and choose the model thread pool with
two workers: the pool is the model's own now, and the finding is called starved_pool. On threads the same runs well: there
each part is a thread of its own.
]]
scale = 10
model = "threads"
cores = 2
unsuited = { sequential = "a worker would wait for jobs, and nobody could send one meanwhile" }

knobs = {
  workers = knob(2, { min = 1, max = 20, text = "workers of the queue" }),
  jobs    = knob(6, { min = 1, max = 50, text = "jobs" }),
  takes   = seconds(1, { min = 0, max = 60, text = "a job takes, and its part as much again" }),
  parts   = knob("none", { choices = { "none", "same pool", "second pool", "done itself" },
                           text = "who does the part of a job" }),
  pool    = knob("queue", { choices = { "queue", "spawn" }, text = "built by hand of a queue, or left to the model" }),
}

queue    = channel(200)                        -- of jobs, and of parts for the same pool
finished = channel(200)
if knob.parts == "second pool" then second = channel(200) end
answers  = {}                                  -- for each who waits for a part
local waiting = knob.parts == "none" and 0 or knob.pool == "queue" and knob.workers or second and knob.jobs or 0
for number = 1, waiting do answers[number] = channel(1) end

function do_part(job)
  sleep(knob.takes)
  return job * job
end

function hand_over(tasks, number, job)         -- waits for the part, and keeps its worker
  tasks:send({ part = job, back_to = number })
  return answers[number]:receive()
end

function do_job(job, number)
  sleep(knob.takes)
  if knob.parts == "none" then finished:send(job * job)
  elseif knob.parts == "done itself" then finished:send(do_part(job))
  elseif knob.parts == "second pool" then finished:send(hand_over(second, number, job))
  elseif knob.pool == "queue" then finished:send(hand_over(queue, number, job))
  else finished:send(await(spawn(do_part, job))) end
end

function worker(number, tasks)
  for task in function() return tasks:receive() end do
    if task.part then answers[task.back_to]:send(do_part(task.part)) else do_job(task.job, number) end
  end
end

function main()
  local all = {}
  for number = 1, knob.pool == "queue" and knob.workers or 0 do all[number] = spawn(worker, number, queue) end
  if second then all[#all + 1] = spawn(worker, #all + 1, second) end
  for job = 1, knob.jobs do
    if knob.pool == "queue" then queue:send({ job = job }) else all[#all + 1] = spawn(do_job, job, job) end
  end
  local sum = 0
  for _ = 1, knob.jobs do sum = sum + finished:receive() end
  mark("all_done")
  queue:close()
  if second then second:close() end
  gather(all)
  print(knob.jobs .. " jobs are done, and the sum is " .. sum)
end

questions = {
  { text = "Two workers do six jobs of a second each. When is the last one done?", answer = "all_done",
    models = { "threads", "processes" }, knobs = { workers = 2, jobs = 6, takes = 1, parts = "none", pool = "queue" },
    choices = {
      { "after one second", is = 1, belief = "It would take six workers to do six jobs at a time." },
      { "after three seconds", is = 3, belief = "It would be so if two jobs were done at a time." },
      { "after six seconds", is = 6, belief = "Two workers do two jobs at a time." },
    } },
  { text = "Each of six jobs hands a part to the same two workers, and waits for it. Are all done in the end?",
    answer = "outcome", knobs = { workers = 2, jobs = 6, parts = "same pool", pool = "queue" },
    choices = {
      { "yes, the workers do the parts between the jobs", is = "finished",
        belief = "A worker that waits for a part is not between jobs. Both wait, and the parts stand in the queue." },
      { "no", is = "deadlock",
        belief = "It would be so if all workers could wait for parts at the same time." },
    } },
  { text = "Each job does its own part. When is the last one done?", answer = "all_done",
    models = { "threads", "processes" },
    knobs = { workers = 2, jobs = 6, takes = 1, parts = "done itself", pool = "queue" },
    choices = {
      { "after three seconds", is = 3, belief = "Two jobs continue at a time, but each takes two seconds with its part." },
      { "after six seconds", is = 6, belief = "It would be so if each worker did three jobs of two seconds." },
      { "after twelve seconds", is = 12, belief = "There are two workers: two jobs continue at a time." },
    } },
}

presets = {
  { "parts in the same pool", text = "Both workers wait for parts that nobody is left to do.", model = "threads",
    knobs = { workers = 2, parts = "same pool", pool = "queue" } },
  { "enough workers", text = "Seven workers for six jobs: one is left for the parts.", model = "threads",
    knobs = { workers = 7, parts = "same pool", pool = "queue" } },
  { "a second pool", text = "Parts have a worker of their own, so they never wait behind jobs.", model = "threads",
    knobs = { workers = 2, parts = "second pool", pool = "queue" } },
  { "done itself", text = "A job does its part itself, and waits for nobody.", model = "threads",
    knobs = { workers = 2, parts = "done itself", pool = "queue" } },
  { "the model's own pool", text = "The same in the pool of the model: it starves on its own children.",
    model = "thread_pool", cores = 2, knobs = { parts = "same pool", pool = "spawn" } },
}

words = {
  worker = {
    name    = "worker",
    asleep  = { "{} works", "workers work", "worker works" },
    blocked = { "{} waits", "workers wait", "worker waits" },
    done    = { "{} has gone home", "workers have gone home", "worker has gone home" },
    at = {
      ["return tasks:receive()"] = { "{} waits for something to do", "workers wait for something to do",
                                     "worker waits for something to do" },
      ["return answers[number]:receive()"] = { "{} waits for a part", "workers wait for a part",
                                                    "worker waits for a part" },
    },
  },
  do_job = {
    name   = "job",
    asleep = { "{} is being done", "jobs are being done", "job is being done" },
    done   = { "{} is done", "jobs are done", "job is done" },
  },
  do_part = {
    name   = "the part of job",
    asleep = { "{} is being done", "parts are being done", "part is being done" },
    done   = { "{} is done", "parts are done", "part is done" },
  },
}

teaches = "A pool is a queue and workers"
builds_on = { "start_cost" }
concepts = { "thread pool", "worker", "queue", "ThreadPoolExecutor", "concurrent.futures", "starved pool", "starvation",
             "deadlock", "channel", "close", "sentinel", "nested submit" }

challenges = {
  { title = "Starve the pool",
    text = "Two workers, two jobs, and parts for the same pool. You choose who does the next step. Let both workers wait "
           .. "for a part that nobody is left to do.",
    goal = { outcome = "deadlock" },
    clicks = 4, knobs = { workers = 2, jobs = 2, parts = "same pool", pool = "queue" },
    hints = { "A worker that takes a part from the queue is the way out: leave it none.",
              "Let main put both jobs into the queue before anybody takes one.",
              "Then let each worker take a job." },
    praise = "Each worker has a job, each job waits for its part, and the parts wait for a worker. With two jobs most "
             .. "orders end well, which makes such a fault hard to find." },
  { title = "Mend the pool", mend = true,
    text = "Change the source until both jobs are done in every order. The knobs stay as they are: mend the code.",
    goal = { at = "end", all = { { mark = "all_done", equals = 1 }, { task = "worker", is = "done", above = 0 } } },
    knobs = { workers = 2, jobs = 2, parts = "same pool", pool = "queue" },
    hints = { "Nobody who has a worker may wait for somebody who needs one.",
              "A job could do its part itself.",
              "In do_job: do_part(job) in place of hand_over(queue, number, job)." },
    praise = "No job waits for the queue any more, so one worker would be enough." },
}
