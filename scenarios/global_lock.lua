title = "The global lock"
sentence = "Threads that must hold one lock to run at all, as Python's do."
about = [[
Under a global interpreter lock only one thread runs at a time, whatever the number of cores. Who has waited for it for
5 ms in vain asks its owner to let it go, and queues again, at the end; so the lock goes to whoever came next. Here some
hogs calculate, and a reader asks the network again and again: it sleeps without the lock, but when the answer is there
it must get the lock back before it can look at it.
]]
notice = [[
Two hogs need 0.4 s for work that two cores would do in 0.2 s. And the reader, who hardly needs a core, is 5 ms late
each time. Not more: the hog that made the owner let go had gone to the end of the queue, so the reader was first. Native
code that lets the lock go, as good libraries do, ends both: the hogs need 0.2 s, and the reader is never late.
]]
try = [[
Turn `native` to "yes". Run the same on threads and on processes. Turn `hogs` to 4: how late is the reader now? Give
threads one core only: why is the reader 0.39 s late, once, where the lock made it 5 ms?
]]
scale = 1
model = "threads_gil"

knobs = {
  hogs     = knob(2, { min = 0, max = 16, text = "tasks that calculate" }),
  size     = knob(100000, { min = 1, max = 1000000, text = "of each calculation, in lines of a picture" }),
  native   = knob("no", { choices = { "no", "yes" }, text = "calculations let the lock go" }),
  requests = knob(20, { min = 1, max = 1000, text = "requests of the reader" }),
  network  = seconds(0.01, { min = 0, max = 10, text = "an answer takes" }),
}

function hog(number)
  work("mandelbrot", knob.size, { native = knob.native == "yes" })
  mark("calculated")
end

function reader()
  for request = 1, knob.requests do
    local due = now() + knob.network
    sleep(knob.network)                      -- without the lock
    measure("late", now() - due)             -- with the lock again
  end
  mark("read")
end

function main()
  local tasks = { spawn(reader) }
  for number = 1, knob.hogs do tasks[number + 1] = spawn(hog, number) end
  gather(tasks)
end

presets = {
  { "the lock let go", text = "The calculations are native code that lets the lock go.", knobs = { native = "yes" } },
  { "no global lock", text = "The same on threads that share no lock.", model = "threads" },
  { "processes", text = "Each process has an interpreter, and a lock, of its own.", model = "processes" },
}

questions = {
  { text = "By how much is the reader late, on average?", answer = "late", unit = "s" },
}

words = {
  hog = {
    name    = "hog",
    running = { "{} calculates", "hogs calculate", "hog calculates" },
    ready   = { "{} is ready", "hogs are ready", "hog is ready" },
    wants_lock = { "{} waits for the lock", "hogs wait for the lock", "hog waits for the lock" },
    done    = { "{} is done", "hogs are done", "hog is done" },
  },
  reader = {
    name    = "the reader",
    woken   = "an answer for {} came",
    running = { "{} looks at an answer", "readers look", "reader looks" },
    ready   = { "{} has an answer", "readers have an answer", "reader has an answer" },
    wants_lock = { "{} has an answer and waits for the lock", "readers wait for the lock", "reader waits for the lock" },
    asleep  = { "{} waits for the network", "readers wait for the network", "reader waits for the network" },
    done    = { "{} has all answers", "readers are done", "reader is done" },
  },
}

teaches = "Python's global lock"
builds_on = { "factorials" }
concepts = { "GIL", "global interpreter lock", "threading", "CPU-bound", "I/O-bound", "convoy", "switch interval",
             "native code", "latency" }
