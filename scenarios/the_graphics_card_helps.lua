title = "The graphics card"
sentence = "The card computes a hundred times as fast as a core. Is a job done sooner there?"
about = [[
Four jobs each stir a million numbers, which are 4 MB. A core does 4 billion operations per second, the graphics card 400
billion. But the card has memory of its own: the numbers go there at 4 GB per second, and the results come back the same
way. To launch a job takes 0.02 ms, too. The card has one queue: who asks while it is busy waits. How many operations a job
does for each byte is a knob. In a real run the card is whatever OpenCL finds on this computer, and each result is checked.
]]
notice = [[
With one operation for each byte a core needs 1 ms for a job, and four cores need 1 ms for all four. On the card a job
computes for 0.01 ms, but its bytes are on their way for 2 ms: all four are done after 8.12 ms. With a hundred operations
for each byte the bytes take as long as before. Now the cores need 100 ms, and the card 12.08 ms. The card pays where it
saves more computing than it costs to bring the bytes there and back.
]]
try = [[
From how many operations per byte on is the card better than four cores? Sweep both: `simul sweep the_graphics_card_helps
--over work=1..16 --measure took`, and the same with `--set where="on the cores"`. Let one job run alone: `jobs` 1. Turn
`bandwidth` to 0, where bytes take no time. Does the size of a job matter? Turn `size` to 1, and look what most of the time
goes to.
]]
scale = 1
model = "threads"
cores = 4

knobs = {
  where     = knob("on the card", { choices = { "on the card", "on the cores" }, text = "where the jobs compute" }),
  jobs      = knob(4, { min = 1, max = 32, text = "jobs" }),
  size      = knob(1000, { min = 1, max = 4000, text = "thousand numbers in a job, of 4 bytes each" }),
  work      = knob(1, { min = 1, max = 1000, text = "operations for each byte" }),
  call      = knob("awaits", { choices = { "awaits", "blocks" }, text = "how a job waits on an event loop" }),
  bandwidth = knob(4000, { min = 0, max = 1000000, text = "MB per second, there and back (0: no limit)" }),
}

card    = gpu{ latency = 20e-6, bandwidth = knob.bandwidth * 1e6, speed = 400e9 }
numbers = knob.size * 1000
core    = 4e9                                    -- operations per second

function right_sum(rounds)                       -- two steps in a round, four operations
  local factor, summand = 1, 0                   -- all steps together are one: x * factor + summand
  for _ = 1, 2 * rounds do
    factor  = factor * 1664525 % 4294967296
    summand = (summand * 1664525 + 1013904223) % 4294967296
  end
  return (factor * (numbers * (numbers - 1) // 2) + summand * numbers) % 4294967296
end

function job(number)
  if knob.where == "on the card" then
    if knob.call == "blocks" then
      return card:blocking_run("stir", numbers, knob.work)    -- keeps the thread
    end
    return card:run("stir", numbers, knob.work)  -- there, compute, back
  end
  compute(4 * numbers * knob.work / core)
  return right_sum(knob.work)
end

function main()
  if knob.where == "on the card" then
    card:run("stir", 1)                          -- a real card compiles a kernel when it is first asked for
  end
  local began, jobs, right = now(), {}, 0
  for number = 1, knob.jobs do jobs[number] = spawn(job, number) end
  for _, sum in ipairs(gather(jobs)) do
    if sum == right_sum(knob.work) then right = right + 1 end
  end
  measure("took", now() - began)
  print(right .. " of " .. knob.jobs .. " results are right")
  expect(right == knob.jobs, "the card and the cores find the same")
end

questions = {
  { text = "Four jobs of 4 MB, with one operation for each byte. A core needs 1 ms for one of them, and the card computes a "
           .. "hundred times as fast. The bytes go there and back at 4 GB per second. How long do all four take on the card?",
    answer = "took", models = { "threads", "processes", "event_loop" },
    knobs = { where = "on the card", jobs = 4, size = 1000, work = 1, bandwidth = 4000 },
    choices = {
      { "0.04 ms: four times 0.01 ms", is = 0.00004,
        belief = "That is what the card computes. Before and after, its bytes are on their way for 2 ms in each job." },
      { "1 ms, as on four cores", is = 0.001, belief = "The card has one queue: its jobs come one after another." },
      { "8 ms", is = 0.008, belief = "It would be so if each job brought its bytes there and back, one after another." },
    } },
  { text = "Now a job does a hundred operations for each byte. Four cores need 100 ms for all four. How long do they take on "
           .. "the card?", answer = "took", models = { "threads", "processes", "event_loop" },
    knobs = { where = "on the card", jobs = 4, size = 1000, work = 100, bandwidth = 4000 },
    choices = {
      { "4 ms", is = 0.004, belief = "It would be so if the bytes were there already: they take 2 ms in each job." },
      { "12 ms", is = 0.012, belief = "It would be so if the bytes took as long as before, and the computing 1 ms in each job." },
      { "800 ms", is = 0.8,
        belief = "A hundred times the work is not a hundred times the time: most of the time went to the bytes." },
    } },
  { text = "How long do the jobs take?", answer = "took", unit = "s" },
}

presets = {
  { "on the cores", text = "One operation for each byte: four cores are done in 1 ms.", model = "threads", cores = 4,
    knobs = { where = "on the cores" } },
  { "a large job", text = "A hundred operations for each byte: the way there and back pays.", model = "threads", cores = 4,
    knobs = { where = "on the card", work = 100 } },
  { "a large job on the cores", text = "The same on four cores: 100 ms.", model = "threads", cores = 4,
    knobs = { where = "on the cores", work = 100 } },
  { "small pieces", text = "A thousand numbers in a job: most of the time goes to launching it.", model = "threads", cores = 4,
    knobs = { where = "on the card", size = 1 } },
  { "on a loop", text = "One thread is enough to ask the card.", model = "event_loop",
    knobs = { where = "on the card", work = 100, call = "awaits" } },
  { "blocking the loop", text = "The card is as fast, but nobody else can run while it is asked.", model = "event_loop",
    knobs = { where = "on the card", work = 100, call = "blocks" } },
}

words = {
  job = {
    name    = "job",
    running = { "{} computes on a core", "jobs compute on cores", "job computes on a core" },
    ready   = { "{} is ready", "jobs are ready", "job is ready" },
    asleep  = { "{} is with the card", "jobs are with the card", "job is with the card" },
    done    = { "{} is done", "jobs are done", "job is done" },
  },
  main = {
    at = { ["card:run(\"stir\", 1)"] = { "main warms the card up", "warm the card up", "warms the card up" } },
  },
}

why = { took = "The card does one job after another: it is launched, its bytes go there, it computes, its bytes come back." }

teaches = "Bytes there, compute, bytes back"
builds_on = { "split_the_work" }
concepts = { "GPU", "graphics card", "OpenCL", "CUDA", "kernel", "accelerator", "offloading", "host and device", "transfer",
             "bandwidth", "PCIe", "arithmetic intensity", "roofline", "command queue", "launch latency", "CPU-bound",
             "parallel", "numpy", "speed-up" }

challenges = {
  { title = "A way that is wide enough",
    text = "Four cores are done with the four small jobs in 1 ms. Turn `bandwidth` until the card is done sooner, and its bytes "
           .. "still take time.",
    goal = { figure = "took", above = 0.00013, below = 0.001 },
    turn = { "bandwidth" }, model = "threads", cores = 4,
    knobs = { where = "on the card", jobs = 4, size = 1000, work = 1, bandwidth = 4000 },
    hints = { "To launch four jobs and to compute them takes 0.12 ms. The rest of a millisecond is for bytes.",
              "All four together move 32 MB, there and back.",
              "32 MB in 0.88 ms are 36 GB per second: turn `bandwidth` to 40000." },
    praise = "The card was fast enough all the time. It takes a way nine times as wide to feed it, or to leave the bytes there "
             .. "from one job to the next." },
}
