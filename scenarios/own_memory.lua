title = "Memory of one's own"
sentence = "Main writes into two variables, its children add to them. Who sees what?"
about = [[
Main writes 10 into two variables, then starts two tasks that add one to each, three times. `mine` is an ordinary
variable; `ours` lies in memory that is mapped for all (mmap). When both have counted they meet at a barrier, and each
says what it sees. The knob `starts` says how a process begins, as Python's `multiprocessing.set_start_method` does: as a
fork, a copy of who starts it; or it is spawned, and loads the file anew.
]]
notice = [[
On threads everybody sees 16 in both variables. On processes each task got a copy of `mine` when it was forked: each
sees 13, main still sees its 10, and only `ours` has all six additions. One that is spawned sees 3: it began with the 0
that the file's top sets, and of main's 10 it knows nothing.
]]
try = [[
Run threads, then processes, then processes by spawn, then process_pool, where each task sees 3: its workers took their
copies before main wrote the 10. How can main learn what a process counted? By its result, which is sent back: see the last line.
]]
scale = 1
model = "processes"
unsuited = {
  sequential = "the first task would wait at the barrier for another that has not begun",
}

knobs = {
  tasks = knob(2, { min = 1, max = 50, text = "tasks that count" }),
  times = knob(3, { min = 1, max = 1000, text = "additions of each" }),
  starts = knob("fork", { choices = { "fork", "spawn" }, text = "how a process begins" }),
}

start_method = knob.starts                   -- a process is a copy of main, or has the first values of this file

mine = variable(0)
ours = variable(0, { mmap = true })
everybody = barrier(knob.tasks)

function count(number)
  for time = 1, knob.times do
    compute(0.05)
    mine:add(1)
    ours:add(1)
  end
  everybody:wait()                           -- nobody looks before all have counted
  print("task " .. number .. " sees mine = " .. mine.value .. ", ours = " .. ours.value)
  return mine.value
end

function main()
  mine.value = 10
  ours.value = 10
  local tasks = {}
  for number = 1, knob.tasks do tasks[number] = spawn(count, number) end
  local results = gather(tasks)
  print("main sees mine = " .. mine.value .. ", ours = " .. ours.value)
  print("main was told " .. results[1])
end

questions = {
  { text = "Main writes 10 into `mine`, then two tasks add 3 each. What does main see in the end?", answer = "mine",
    knobs = { tasks = 2, times = 3 },
    choices = {
      { "10", is = 10, belief = "It would be so if each task had a copy. Here all share one variable." },
      { "13", is = 13, belief = "A task that was forked may see 13, in its own copy. Main sees its own." },
      { "16", is = 16, belief = "Processes share no memory: each added to a copy of its own, which is gone with it." },
    } },
}

words = {
  count = {
    name    = "child",
    running = { "{} counts", "children count", "child counts" },
    ready   = { "{} is ready", "children are ready", "child is ready" },
    blocked = { "{} waits for the others", "children wait for the others", "child waits for the others" },
    done    = { "{} is done", "children are done", "child is done" },
  },
}

presets = {
  { "by spawn", text = "Each process begins with what the top of the file sets, and not with what main has.",
    model = "processes", knobs = { starts = "spawn" } },
}

teaches = "Shared memory or copies"
builds_on = { "start_cost" }
concepts = { "multiprocessing", "fork", "spawn", "set_start_method", "shared memory", "mmap", "process", "copy on write", "barrier",
             "global variable", "worker pool" }
