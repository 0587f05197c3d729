title = "Factorials"
sentence = "Four long calculations: who has more than one pair of hands?"
about = [[
Each task computes the factorial of a hundred million, modulo a prime, and does nothing else: no waiting, no messages.
This is what cores are for. A model that uses one core at a time cannot make it faster, however cleverly it switches; a
model that spreads its tasks over the cores can.
]]
notice = [[
In simulated time on four cores, threads, processes and the pools need 0.4 s for all four. One after another, the event
loop and threads under the global lock need 1.6 s. Look at first_done too: one after another the first result is there
after 0.4 s, but under the global lock, where all take turns, only after 1.585 s.
]]
try = [[
Run threads on two cores, then on three: why does the third not help? Turn `tasks` to 8. Run it for real, and compare.
]]
scale = 1
model = "processes"

knobs = {
  tasks = knob(4, { min = 1, max = 64, text = "calculations" }),
  size  = knob(100000, { min = 1, max = 1000000, text = "thousands of factors in each" }),
}

winner = variable(0, { mmap = true })

function factorial(number)
  work("factorial", knob.size)
  if winner:compare_exchange(0, number) then mark("first_done") end   -- only one finds the 0
  mark("last_done")                                                   -- a mark set again counts at its last time
end

function main()
  local tasks = {}
  for number = 1, knob.tasks do tasks[number] = spawn(factorial, number) end
  gather(tasks)
end

presets = {
  { "one after another", text = "A single task at a time.", model = "sequential" },
  { "under a global lock", text = "Threads that take turns, as Python's do.", model = "threads_gil" },
  { "two cores", text = "Four calculations, two cores.", model = "threads", cores = 2 },
}

questions = {
  { text = "Each calculation alone takes 0.4 s. When is the last of the four done?", answer = "last_done",
    knobs = { tasks = 4, size = 100000 },
    choices = {
      { "after 0.4 s", is = 0.4, belief = "Four tasks are not four pairs of hands: here they cannot all run at once." },
      { "after 0.8 s", is = 0.8, belief = "Two at a time would take 0.8 s. How many can run at once here?" },
      { "after 1.6 s", is = 1.6, belief = "One after another they would take 1.6 s. Here several run at once." },
    } },
  { text = "When is the last result there?", answer = "last_done", unit = "s" },
}

words = {
  factorial = {
    name    = "calculation",
    running = { "{} runs", "calculations run", "calculation runs" },
    ready   = { "{} waits for its turn", "calculations wait for their turn", "calculation waits for its turn" },
    blocked = { "{} waits for its turn", "calculations wait for their turn", "calculation waits for its turn" },
    done    = { "{} is done", "calculations are done", "calculation is done" },
  },
}

teaches = "Work for the CPU"
builds_on = { "two_cashiers" }
concepts = { "parallelism", "multiprocessing", "CPU-bound", "speedup", "cores", "Amdahl", "process",
             "ProcessPoolExecutor", "compare and swap" }
