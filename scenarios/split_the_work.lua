title = "Split the work"
sentence = "A picture is computed in four parts by four workers on four cores. Is it there four times as fast?"
about = [[
Main prepares the picture alone, then cuts the rest into parts, and workers take one part after another from a queue until
none is left. Preparing cannot be split: it is the serial share of the job. To cut off a part takes main a moment, too. The
picture is hard at the bottom and easy at the top, so parts of the same height are not the same work. One worker would need
10 s for all of it.
]]
notice = [[
In four parts it takes 4.98 s on threads: not four times as fast, but twice. The last part alone is 3.94 s of work, and when
the other three workers are done, nobody can help with it. In 16 parts it takes 3.83 s: more parts even the load out. In
100 parts it takes 4.32 s, as cutting is 1 s of that. There is a bound, too, whatever you do: preparing takes 1 s of the 10,
so with n workers the speed-up is at most 1 / (0.1 + 0.9 / n), which is 3.08 for four and 10 for any number. That is Amdahl's
law: see the measures `speed_up` and `bound`.
]]
try = [[
Where is the best number of parts? `simul sweep split_the_work --over parts=2..40:2 --measure all_done`. Turn `picture` to
"even": now four parts are the best, with a speed-up of 3.04. Turn `serial` to 0 and to 50. Let 16 workers do it on 16 cores
(--cores 16). Under the global lock the workers are of no use at all; why do processes help?
]]
scale = 10
model = "threads"
cores = 4

knobs = {
  parts   = knob(4, { min = 1, max = 200, text = "parts of the picture" }),
  workers = knob(4, { min = 1, max = 64, text = "workers" }),
  picture = knob("uneven", { choices = { "uneven", "even" }, text = "hard at the bottom, or equally hard everywhere" }),
  job     = seconds(10, { min = 0.1, max = 600, text = "all of it takes one worker" }),
  serial  = knob(10, { min = 0, max = 100, text = "percent that main must do alone, first" }),
  cut     = seconds(0.01, { min = 0, max = 1, text = "cutting off a part takes" }),
}

queue = channel(200)
local share = knob.serial / 100

function work_above(height)                    -- of all the picture, height from 0 to 1
  return knob.picture == "even" and height or height * height
end

function seconds_of(part)
  return knob.job * (1 - share) * (work_above(part / knob.parts) - work_above((part - 1) / knob.parts))
end

function worker(number)
  local done = 0
  for part in function() return queue:receive() end do
    compute(seconds_of(part))
    done = done + 1
  end
  return done
end

function main()
  compute(knob.job * share)                    -- prepare: nobody can help
  for part = 1, knob.parts do
    compute(knob.cut)
    queue:send(part)
  end
  queue:close()
  local workers, done = {}, 0
  for number = 1, knob.workers do workers[number] = spawn(worker, number) end
  for _, parts in ipairs(gather(workers)) do done = done + parts end
  mark("all_done")
  measure("speed_up", knob.job / now())
  measure("bound", 1 / (share + (1 - share) / knob.workers))
  print(done .. " parts are done by " .. #workers .. " workers")
end

questions = {
  { text = "One worker needs 10 s. Four workers on four cores get four parts, the last of which is the hardest. When is the "
           .. "picture there?", answer = "all_done", models = { "threads", "processes" }, cores = 4,
    knobs = { parts = 4, workers = 4, picture = "uneven", job = 10, serial = 10, cut = 0.01 },
    choices = {
      { "after 2.5 s: four times as fast", is = 2.5, belief = "1 s cannot be split, and the parts are not equally hard." },
      { "after 3.3 s", is = 3.3, belief = "It would be so if the four parts were equally hard." },
      { "after 5 s", is = 5, belief = "It would be so if the last part took as long as half of the job." },
    } },
  { text = "Now it is cut into 16 parts. What is the speed-up, compared with one worker?", answer = "speed_up",
    models = { "threads", "processes" }, cores = 4,
    knobs = { parts = 16, workers = 4, picture = "uneven", job = 10, serial = 10, cut = 0.01 },
    choices = {
      { "2", is = 2, belief = "That is what four parts gave. With more parts nobody has so long to wait for the last one." },
      { "2.6", is = 2.6, belief = "It would be so if more parts evened the load out, and a second could not be split." },
      { "4", is = 4, belief = "Main alone needs 1 s of 10: four workers cannot give more than 3.08." },
    } },
  { text = "When is the picture there?", answer = "all_done", unit = "s" },
}

words = {
  worker = {
    name    = "worker",
    running = { "{} computes a part", "workers compute parts", "worker computes a part" },
    ready   = { "{} is ready", "workers are ready", "worker is ready" },
    wants_lock = { "{} waits for the global lock", "workers wait for the global lock", "worker waits for the global lock" },
    done    = { "{} finds no part left", "workers find no part left", "worker finds no part left" },
  },
  main = { running = { "main prepares the picture and cuts it", "tasks prepare the picture", "task prepares the picture" } },
}

why = { all_done = "The picture is there, in " .. knob.parts .. " parts." }

presets = {
  { "16 parts", text = "Smaller parts even the load out.", model = "threads", cores = 4,
    knobs = { parts = 16, workers = 4, picture = "uneven" } },
  { "100 parts", text = "Cutting takes a second now, and main does it alone.", model = "threads", cores = 4,
    knobs = { parts = 100, workers = 4, picture = "uneven" } },
  { "an even picture", text = "Four equal parts for four workers: nearly Amdahl's bound.", model = "threads", cores = 4,
    knobs = { parts = 4, workers = 4, picture = "even" } },
  { "half is serial", text = "Half of the job cannot be split: four workers are not even twice as fast.",
    model = "threads", cores = 4, knobs = { parts = 16, workers = 4, serial = 50 } },
  { "under the global lock", text = "Four workers, and one computes at a time.", model = "threads_gil", cores = 4,
    knobs = { parts = 16, workers = 4 } },
}

teaches = "Speed-up, and its bound"
builds_on = { "factorials" }
concepts = { "parallel", "parallelism", "speedup", "speed-up", "Amdahl's law", "serial fraction", "load balancing",
             "granularity", "work queue", "fork and join", "map", "ProcessPoolExecutor", "CPU-bound", "cores", "overhead" }
