title = "The lost wakeup"
sentence = "The starting signal is given at 1 s, and two runners come to the line at 2 s. Who of them ever runs?"
about = [[
To wait and to be woken has to happen in this order. Here it does not: the signal comes first. What then? That depends on what
remembers the signal. A condition wakes whoever waits at that moment, and forgets it. A semaphore counts: it remembers how
often somebody was to be let through. An event remembers that it was set. And a condition with a flag beside it remembers what
the flag says, for whoever looks at the flag before it waits.
]]
notice = [[
On threads, with a "condition" both runners wait for ever: their wakeup was given when nobody waited, and is lost. With a
"semaphore" one of them runs, as one permit was given. With an "event" both run. With a "condition and a flag" both run, too: each
looks first, finds the flag set, and does not wait at all. Nothing is wrong with a condition; it is made to be looked at with
what it is about.
]]
try = [[
Turn `comes` to 0.5, so that the runners wait when the signal is given: now a condition wakes both. Turn `signals` to 2: how
many does each kind let run? Set both times to 0: the free run is one order, and `simul explore lost_wakeup --set comes=0 --set
given=0 --set runners=1` counts those in which the wakeup is lost.
]]
scale = 10
model = "threads"

knobs = {
  signal  = knob("condition", { choices = { "condition", "condition and a flag", "semaphore", "event" },
                                text = "what the runners wait for" }),
  runners = knob(2, { min = 1, max = 20, text = "runners" }),
  signals = knob(1, { min = 1, max = 20, text = "how often the signal is given" }),
  given   = seconds(1, { min = 0, max = 60, text = "the signal is given at" }),
  comes   = seconds(2, { min = 0, max = 60, text = "the runners come at" }),
}

ran = variable(0, { mmap = true, atomic = true })
if knob.signal == "semaphore" or knob.signal == "event" then
  start = knob.signal == "event" and event() or semaphore(0)
else
  line, start, is_given = mutex(), condition(), variable(false, { mmap = true })
end

function remembers() return knob.signal == "condition and a flag" end

function give()
  if knob.signal == "event" then return start:set() end
  if knob.signal == "semaphore" then return start:release() end
  line:lock()
  if remembers() then is_given.value = true end
  start:notify_all()
  line:unlock()
end

function wait_for_start()
  if knob.signal == "event" then return start:wait() end
  if knob.signal == "semaphore" then return start:acquire() end
  line:lock()
  if not remembers() then start:wait(line) end
  while remembers() and not is_given.value do start:wait(line) end
  line:unlock()
end

function starter()
  sleep(knob.given)
  for _ = 1, knob.signals do give() end
end

function runner(number)
  sleep(knob.comes)                            -- on the way to the line
  wait_for_start()
  ran:add(1)
  mark("runs")
end

function main()
  local all = { spawn(starter) }
  for number = 1, knob.runners do all[number + 1] = spawn(runner, number) end
  gather(all)
  print(ran.value .. " have run")
end

questions = {
  { text = "A condition is notified at 1 s, and two runners begin to wait for it at 2 s. How many of them run?",
    answer = "ran", knobs = { signal = "condition", runners = 2, signals = 1, given = 1, comes = 2 },
    choices = {
      { "none", is = 0, belief = "It takes a notification while they wait. In this run there was one." },
      { "one", is = 1, belief = "A condition keeps nothing for later: nobody waited, so nobody was woken." },
      { "both", is = 2, belief = "A condition keeps nothing for later: nobody waited, so nobody was woken." },
    } },
  { text = "The same with a semaphore that is released once. How many run?", answer = "ran",
    knobs = { signal = "semaphore", runners = 2, signals = 1, given = 1, comes = 2 },
    choices = {
      { "none", is = 0, belief = "A semaphore counts: the permit is there when they come." },
      { "one", is = 1, belief = "It would be so if one permit was there, and let one of them through." },
      { "both", is = 2, belief = "One permit lets one through." },
    } },
  { text = "The same with an event that is set once. How many run?", answer = "ran",
    knobs = { signal = "event", runners = 2, signals = 1, given = 1, comes = 2 },
    choices = {
      { "none", is = 0, belief = "An event stays set until somebody clears it." },
      { "one", is = 1, belief = "An event is a flag: it lets all through, and is not used up." },
      { "both", is = 2, belief = "It would be so if the event stayed set." },
    } },
}

words = {
  starter = { name = "the starter", asleep = { "{} takes a breath", "starters take a breath", "starter takes a breath" } },
  runner = {
    name    = "runner",
    asleep  = { "{} is on the way", "runners are on the way", "runner is on the way" },
    blocked = { "{} waits for the signal", "runners wait for the signal", "runner waits for the signal" },
    done    = { "{} runs", "runners run", "runner runs" },
  },
}

presets = {
  { "a flag beside it", text = "Who looks at the flag first need not wait.", knobs = { signal = "condition and a flag" } },
  { "a semaphore", text = "One permit was given, and one runner gets it.", knobs = { signal = "semaphore", signals = 1 } },
  { "an event", text = "The event stays set: both run.", knobs = { signal = "event" } },
  { "in time", text = "The runners wait already when the condition is notified.", knobs = { signal = "condition", comes = 0.5 } },
}

teaches = "What remembers a signal"
builds_on = { "wait_under_if" }
concepts = { "lost wakeup", "missed signal", "condition variable", "notify", "event", "semaphore", "signal", "predicate",
             "monitor", "edge triggered", "level triggered", "deadlock" }

challenges = {
  { title = "Lose the wakeup",
    text = "One runner, one signal, both may come at any time. You choose who does the next step. Let the runner wait for ever.",
    goal = { outcome = "deadlock" },
    clicks = 3, knobs = { signal = "condition", runners = 1, given = 0, comes = 0 },
    hints = { "A notification that nobody waits for wakes nobody.",
              "Let the starter do all that it does before the runner waits.",
              "Only then let the runner come to the line." },
    praise = "It was one order of several, and nothing in the program forbids it." },
  { title = "Remember the signal", mend = true,
    text = "Change the source until the runner runs in every order. The knob `signal` stays at \"condition\": mend the code.",
    goal = { at = "end", variable = "ran", equals = 1 },
    knobs = { signal = "condition", runners = 1, given = 0, comes = 0 },
    hints = { "Somebody has to remember that the signal was given.",
              "A flag beside the condition can: it is set before the notification, and looked at before each wait.",
              "remembers() says whether there is such a flag. Let it always be true." },
    praise = "Look, and wait only if you must: that is the whole art of conditions." },
}
