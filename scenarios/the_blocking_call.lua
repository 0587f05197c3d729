title = "The blocking call"
sentence = "A clock ticks each second on an event loop. What becomes of it while a report waits for its answer?"
about = [[
An event loop has one thread. It can turn to another task only where a task gives way: at an await, at a sleep. Here a
clock on the wall ticks each second, and at 1.5 s a report is asked for, which takes 3 s. How it takes them is a knob:
in a call that blocks the thread (time.sleep, an old database driver), in one that gives way (asyncio.sleep), computing,
or computing in pieces of 0.1 s and giving way after each.
]]
notice = [[
With the settings that it opens with, the tick that is due at 2 s comes at 4.5 s, and the clock is 2.5 s slow from then
on. Nothing fails, and the report only waits: but it waits in the thread, and the loop has no other. With "awaits" every
tick is on time. With "computes in pieces" the worst tick is 0.2 s late, two pieces, and the report is there at 4.5 s all
the same: a loop looks at its timers when a turn begins, and a task that is woken in one turn runs in the next.
]]
try = [[
Turn `report` to "computes": does it matter to the clock whether the report computes or blocks? Turn it back to "blocks"
and choose the model threads: the report has a thread of its own, as asyncio.to_thread gives one to a call that blocks,
and the clock is on time. Then "computes" on threads_gil: how late is a tick at most?
]]
scale = 10
model = "event_loop"

knobs = {
  report = knob("blocks", { choices = { "blocks", "awaits", "computes", "computes in pieces" },
                            text = "what the report does" }),
  takes  = seconds(3, { min = 0, max = 60, text = "the report takes" }),
  ticks  = knob(5, { min = 1, max = 100, text = "ticks of the clock" }),
}

function clock()
  for tick = 1, knob.ticks do
    local due = now() + 1
    sleep(1)
    local late = now() - due
    measure("late", late)
    print("tick " .. tick .. (late > 1 and " comes late" or ""))
  end
end

function report()
  if knob.report == "blocks" then
    blocking_sleep(knob.takes)               -- keeps the thread, and so the loop
  elseif knob.report == "awaits" then
    sleep(knob.takes)                        -- gives way
  elseif knob.report == "computes" then
    compute(knob.takes)
  else
    for piece = 1, 30 do
      compute(knob.takes / 30)
      yield()                                -- gives way after each piece
    end
  end
  print("the report is there")
  mark("reported")
end

function main()
  local wall = spawn(clock)
  sleep(1.5)
  print("a report, please")
  gather{ wall, spawn(report) }
end

questions = {
  { text = "A tick is due at 2 s. The report begins at 1.5 s and takes 3 s. How late is the worst tick?",
    answer = "late", worst = true, models = { "event_loop" }, knobs = { report = "blocks", takes = 3, ticks = 5 },
    choices = {
      { "it is on time", is = 0,
        belief = "The report only waits, but it waits inside the thread. The loop has no other thread to tick with." },
      { "half a second", is = 0.5,
        belief = "The tick is due half a second after the report began. It comes when the report has its answer." },
      { "two and a half seconds", is = 2.5,
        belief = "It would be so late if the report kept the loop from 1.5 s to 4.5 s. Here it did not." },
    } },
  { text = "The report computes for 3 s on the loop, in 30 pieces. How late is the worst tick?",
    answer = "late", worst = true, models = { "event_loop" },
    knobs = { report = "computes in pieces", takes = 3, ticks = 5 },
    choices = {
      { "one piece, 0.1 s", is = 0.1,
        belief = "The loop looks at its timers when a turn begins. A task that is woken in one turn runs in the next, "
                 .. "behind one more piece." },
      { "two pieces, 0.2 s", is = 0.2,
        belief = "It is so if the report gives way, and its next piece comes before the clock in each turn." },
      { "two and a half seconds", is = 2.5,
        belief = "The loop turns to the clock as soon as a piece has given way. It need not wait for the whole report." },
    } },
  { text = "How late is the worst tick?", answer = "late", worst = true, unit = "s" },
}

presets = {
  { "awaiting", text = "The report awaits: the loop turns to the clock meanwhile.",
    model = "event_loop", knobs = { report = "awaits" } },
  { "computing", text = "The report computes on the loop: the clock stops as well.",
    model = "event_loop", knobs = { report = "computes" } },
  { "in pieces", text = "The report computes and gives way 30 times: no tick is more than three pieces late.",
    model = "event_loop", knobs = { report = "computes in pieces" } },
  { "a thread of its own", text = "The same blocking call in a thread of its own stops nobody else.",
    model = "threads", knobs = { report = "blocks" } },
}

words = {
  clock = {
    name   = "the wall clock",
    woken  = "a tick of {} was due",
    ready  = { "{} is due to tick", "clocks are due to tick", "clock is due to tick" },
    asleep = { "{} is between two ticks", "clocks are between two ticks", "clock is between two ticks" },
    done   = { "{} is done", "clocks are done", "clock is done" },
  },
  report = {
    name    = "the report",
    running = { "{} computes", "reports compute", "report computes" },
    asleep  = { "{} waits for its answer", "reports wait for an answer", "report waits for its answer" },
    done    = { "{} is there", "reports are there", "report is there" },
    at = {
      ["blocking_sleep(knob.takes)"] = { "{} waits in a blocking call", "reports wait in blocking calls",
                                         "report waits in a blocking call" },
    },
  },
}

teaches = "Never block the loop"
builds_on = { "inside_the_event_loop" }
concepts = { "asyncio", "event loop", "blocking", "non-blocking", "to_thread", "run_in_executor", "time.sleep",
             "asyncio.sleep", "coroutine", "cooperative", "latency", "blocking call" }
