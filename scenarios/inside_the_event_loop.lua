title = "Inside the event loop"
sentence = "Main starts A and B, and gives way once. Who prints what, and in which order?"
about = [[
An event loop is a queue of who is ready, a list of timers, and one thread that goes round: it takes the head of the queue
and lets it run until it waits or gives way. To start a task puts it at the tail. So does a timer that is due, and so does
the end of a task with its callbacks and with whoever awaits it. Nothing else decides the order.
]]
notice = [[
To start A does not run it: main prints its line first, for it has the loop. When main gives way it stands behind A and B,
so each has begun when main prints again. B sleeps for 1 s and A for 2 s, so B wakes first, though A was first to sleep. A
ends, and its callback comes before main, for it was asked for first.
]]
try = [[
Before each change, write down the ten lines. Turn `gives_way` to "no". Turn `a_sleeps` to 1, so that both timers are due at
the same time. Step through it by hand with the tab Now open: it shows the ready queue.
]]
scale = 10
model = "event_loop"

knobs = {
  gives_way = knob("yes", { choices = { "yes", "no" }, text = "A and B give way before they sleep" }),
  a_sleeps  = seconds(2, { min = 0, max = 60, text = "A sleeps for" }),
  b_sleeps  = seconds(1, { min = 0, max = 60, text = "B sleeps for" }),
}

lines = variable(0, { mmap = true })             -- printed by A and B
seen  = variable(0, { mmap = true })             -- of them, when main continues after it has given way

function say(text)
  lines:add(1)
  print(text)
end

function task(name, length)
  say(name .. " begins")
  if knob.gives_way == "yes" then yield() end    -- to the tail of the ready queue
  say(name .. " goes to sleep")
  sleep(length)                                  -- a timer, which puts it at the tail when it is due
  say(name .. " wakes")
  return name
end

function ring(future)
  print("callback: " .. future:result() .. " has ended")
end

function main()
  local a, b = spawn(task, "A", knob.a_sleeps), spawn(task, "B", knob.b_sleeps)
  a:add_done_callback(ring)
  print("main has started A and B")
  yield()
  seen.value = lines:add(0)                      -- read in one step, so that it is safe on threads, too
  print("main again")
  gather{ a, b }
  print("main has both")
end

questions = {
  { text = "Main starts A and B and gives way once. How many lines have A and B printed when main continues?",
    answer = "seen", models = { "event_loop" }, knobs = { gives_way = "yes" },
    choices = {
      { "none", is = 0,
        belief = "A task that is started stands at the tail of the ready queue. Main gives way, and stands behind both." },
      { "two", is = 2,
        belief = "It would be two if both had had one turn before main had its next." },
      { "four", is = 4,
        belief = "Each has one turn before main's next, and a turn ends where a task gives way." },
    } },
  { text = "A and B do not give way before they sleep. How many lines have they printed when main continues?",
    answer = "seen", models = { "event_loop" }, knobs = { gives_way = "no" },
    choices = {
      { "none", is = 0,
        belief = "A task that is started stands at the tail of the ready queue. Main gives way, and stands behind both." },
      { "two", is = 2,
        belief = "A turn does not end with a line: a task keeps the loop until it gives way or sleeps." },
      { "four", is = 4,
        belief = "It would be four if both had come as far as their sleep." },
    } },
}

presets = {
  { "one turn until the sleep", text = "Without a yield each runs on until it sleeps.", model = "event_loop",
    knobs = { gives_way = "no" } },
  { "timers due together", text = "Of timers that are due at the same time, the one that was asked for first.",
    model = "event_loop", knobs = { a_sleeps = 1, b_sleeps = 1 } },
}

words = {
  task = {
    name   = "task",
    woken  = "the timer of {} was due",
    asleep = { "{} waits for its timer", "tasks wait for their timers", "task waits for its timer" },
  },
  ring = { name = "the callback" },
}

teaches = "Ready queue, timers, callbacks"
builds_on = { "browser_tabs" }
concepts = { "event loop", "ready queue", "call_soon", "call_later", "timer", "callback", "asyncio", "coroutine", "yield",
             "sleep(0)", "turn", "cooperative", "add_done_callback" }
