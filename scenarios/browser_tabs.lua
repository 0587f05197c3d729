title = "Browser tabs"
sentence = "Tabs share one loop, and one of them has a lot to calculate."
about = [[
A browser draws its tabs in one loop. A tab draws a frame, then sleeps until the next is due, and while it sleeps the
others are drawn. Nobody is ever interrupted: each gives the loop back of its own free will. After one second a heavy
tab opens, whose script calculates for two seconds and gives nothing back.
]]
notice = [[
In the event loop the worst frame is 1.92 s late, and the finding tells who kept the loop. On threads with four cores no
frame is late at all: there the scheduler need not ask for permission.
]]
try = [[
Turn `manners` to "yield": the script takes longer, and no frame is late by more than 0.08 s. Then try "sleep" and
"blocking_sleep": both only wait for the network, but the second waits with the loop in its hand. Then run threads on
one core, with fifo and with round_robin.
]]
scale = 1
model = "event_loop"

knobs = {
  tabs    = knob(3, { min = 1, max = 100, text = "tabs that draw frames" }),
  frames  = knob(15, { min = 1, max = 1000, text = "frames of each" }),
  pause   = seconds(0.2, { min = 0, max = 60, text = "from a frame to the next" }),
  frame   = seconds(0.02, { min = 0, max = 60, text = "drawing a frame takes" }),
  script  = seconds(2, { min = 0, max = 60, text = "the heavy tab's script takes" }),
  manners = knob("none", { choices = { "none", "yield", "sleep", "blocking_sleep" }, text = "of the heavy tab" }),
}

function tab(number)
  for frame = 1, knob.frames do
    local due = now() + knob.pause
    sleep(knob.pause)
    measure("late", now() - due)
    compute(knob.frame)
  end
end

function heavy_tab()
  if knob.manners == "yield" then
    for slice = 1, 100 do compute(knob.script / 100)  yield() end   -- a hundredth, then the others
  elseif knob.manners == "sleep" then
    sleep(knob.script)
  elseif knob.manners == "blocking_sleep" then
    blocking_sleep(knob.script)
  else
    compute(knob.script)
  end
  mark("script_done")
end

function main()
  local tabs = {}
  for number = 1, knob.tabs do tabs[number] = spawn(tab, number) end
  tabs[#tabs + 1] = spawn_at(1, heavy_tab)   -- the reader clicks
  gather(tabs)
end

presets = {
  { "it gives way", text = "The heavy tab's script yields now and then.", knobs = { manners = "yield" } },
  { "a thread for each tab", text = "The operating system interrupts the script; nobody has to be polite.",
    model = "threads" },
}

questions = {
  { text = "By how much is the worst frame late?", answer = "late", worst = true, unit = "s",
    knobs = { tabs = 3, pause = 0.2, frame = 0.02, script = 2, manners = "none" },
    choices = {
      { "by hardly anything", is = 0.02,
        belief = "The loop never interrupts. Until the script gives it back, no other tab is drawn." },
      { "by about a second", is = 1,
        belief = "A loop does not share out its time: who has it keeps it, here for two seconds." },
      { "by about two seconds", is = 1.92,
        belief = "It would be so in one loop. Here the tabs need not wait for the script to end." },
    } },
  { text = "By how much is the worst frame late?", answer = "late", worst = true, unit = "s" },
}

words = {
  tab = {
    name    = "tab",
    woken   = "the next frame of {} was due",
    running = { "{} is drawn", "tabs are drawn", "tab is drawn" },
    ready   = { "{} is due", "tabs are due", "tab is due" },
    asleep  = { "{} rests before its next frame", "tabs rest", "tab rests" },
    done    = { "{} is closed", "tabs are closed", "tab is closed" },
  },
  heavy_tab = {
    name    = "the heavy tab",
    running = { "the script of {} calculates", "scripts calculate", "script calculates" },
    ready   = { "the script of {} wants to continue", "scripts want to continue", "script wants to continue" },
    asleep  = { "{} waits for the network", "scripts wait for the network", "script waits for the network" },
    done    = { "the script of {} is done", "scripts are done", "script is done" },
  },
}

teaches = "Cooperative multitasking"
builds_on = { "chess_exhibition" }
concepts = { "asyncio", "event loop", "cooperative", "coroutine", "blocking", "starvation", "yield", "preemption",
             "jank", "latency" }
