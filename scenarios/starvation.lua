title = "Starvation"
sentence = "Two regulars take turns at a telephone, and a guest looks every second whether it is free. When does the guest get it?"
about = [[
A telephone is for one at a time, so it is a mutex. Each of two regulars has six calls to make: a call takes 2 s, then a
pause of 1 s, then the next. A guest comes at 0.5 s and has one call to make. The guest does not queue: it tries the lock
(`try_lock`), and if somebody has it, tries again a second later. Nobody holds the lock for long, and nobody is stopped.
]]
notice = [[
On threads the guest gets the telephone at 24.5 s, when both regulars have made all of their calls: the lock goes from hand
to hand, as whoever waits for it in the queue gets it at the moment it is unlocked, and nobody who only tries can come
between. The guest is never blocked, and never gets anything done: it starves. With `guest` = "waits in line" it has the
telephone at 4 s. No deadlock and no livelock: the others get on very well.
]]
try = [[
Turn `regulars` to 1: now the telephone is free for a second out of three, and the guest has it at 2.5 s. Then turn `pause`
to 0. Will it still? Turn `patience` to 5: the guest gives up, which is how starvation often looks from outside. In a
conducted run whoever asks may get the lock next: there you can pass over even a guest who "waits in line".
]]
scale = 20
model = "threads"

knobs = {
  guest    = knob("tries again", { choices = { "tries again", "waits in line" }, text = "how the guest asks" }),
  regulars = knob(2, { min = 0, max = 20, text = "regulars" }),
  calls    = knob(6, { min = 1, max = 100, text = "calls of each regular" }),
  call     = seconds(2, { min = 0.1, max = 60, text = "a call takes" }),
  pause    = seconds(1, { min = 0, max = 60, text = "between two calls of a regular" }),
  every    = seconds(1, { min = 0.1, max = 60, text = "the guest tries again after" }),
  patience = knob(1000, { min = 1, max = 1000, text = "how often the guest tries" }),
}

telephone = mutex()
failed = variable(0, { mmap = true, atomic = true })     -- tries of the guest
gave_up = variable(0, { mmap = true, atomic = true })

function regular(number)
  for _ = 1, knob.calls do
    telephone:lock()
    sleep(knob.call)                         -- on the telephone: this needs no core
    telephone:unlock()
    sleep(knob.pause)
  end
  mark("regulars_done")
end

function is_mine()
  if knob.guest == "waits in line" then telephone:lock() return true end
  for _ = 1, knob.patience do
    if telephone:try_lock() then return true end
    failed:add(1)
    sleep(knob.every)
  end
  return false
end

function guest()
  local came = now()
  if not is_mine() then
    gave_up:add(1)
    return print("the guest gives up")
  end
  measure("wait", now() - came)
  mark("guest_calls")
  sleep(knob.call)
  telephone:unlock()
  print("the guest has made a call")
end

function main()
  local all = {}
  for number = 1, knob.regulars do all[number] = spawn(regular, number) end
  all[#all + 1] = spawn_at(0.5, guest)
  gather(all)
end

questions = {
  { text = "Two regulars with six calls of 2 s each take turns; the guest tries every second. For how long does it wait?",
    answer = "wait", unit = "s", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { guest = "tries again", regulars = 2, calls = 6, call = 2, pause = 1, every = 1, patience = 1000 },
    choices = {
      { "about 2 s: until the call is over", is = 1.5,
        belief = "When the call is over, the other regular stands in the queue, and has the lock at that moment." },
      { "about 4 s: one call of each", is = 3.5,
        belief = "The first one queues again while the second one calls. Who only tries stands in no queue." },
      { "24 s: until they have no more calls", is = 24,
        belief = "It would be so if the lock was never free at a moment when the guest tries." },
    } },
  { text = "Now the guest stands in line behind the regulars. For how long does it wait?",
    answer = "wait", unit = "s", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { guest = "waits in line", regulars = 2, calls = 6, call = 2, pause = 1 },
    choices = {
      { "about 2 s", is = 1.5, belief = "The second regular stood in line before the guest came." },
      { "about 4 s", is = 3.5, belief = "It would be so if both regulars called once, and then it was the guest's turn." },
      { "24 s", is = 24, belief = "It stands in line, and the line continues in the order in which they came." },
    } },
}

words = {
  regular = {
    name    = "regular",
    asleep  = { "{} pauses", "regulars pause", "regular pauses" },
    blocked = { "{} waits for the telephone", "regulars wait for the telephone", "regular waits for the telephone" },
    done    = { "{} has made all calls", "regulars have made all calls", "regular has made all calls" },
    at      = { ["sleep(knob.call)"] = { "{} is on the telephone", "regulars are on the telephone",
                                         "regular is on the telephone" } },
  },
  guest = {
    name    = "the guest",
    asleep  = { "{} walks up and down", "guests walk up and down", "guest walks up and down" },
    blocked = { "{} stands in line", "guests stand in line", "guest stands in line" },
    done    = { "{} leaves", "guests have left", "guest has left" },
    at      = { ["sleep(knob.call)"] = { "{} is on the telephone", "guests are on the telephone",
                                         "guest is on the telephone" } },
  },
}

why = { guest_calls = "The guest has the telephone.", regulars_done = "A regular has made all calls." }

presets = {
  { "in line", text = "The guest queues, and is served in its turn.", knobs = { guest = "waits in line", regulars = 2 } },
  { "one regular", text = "The telephone is free now and then, and the guest is lucky.",
    knobs = { guest = "tries again", regulars = 1, pause = 1 } },
  { "no pause", text = "One regular who hangs up and calls again at once.",
    knobs = { guest = "tries again", regulars = 1, pause = 0 } },
  { "gives up", text = "After five tries the guest goes home.",
    knobs = { guest = "tries again", regulars = 2, patience = 5 } },
}

teaches = "Never blocked, never served"
builds_on = { "contention", "readers_and_writers" }
concepts = { "starvation", "fairness", "unfair lock", "try lock", "try_lock", "polling", "bounded waiting", "barging", "queue",
             "mutex", "indefinite postponement", "progress" }

challenges = {
  { title = "Let the guest starve",
    text = "One regular with three calls, and a guest who tries three times. You choose who does the next step. Let the "
           .. "guest give up.",
    goal = { variable = "gave_up", equals = 1 },
    clicks = 12, knobs = { guest = "tries again", regulars = 1, calls = 3, patience = 3 },
    hints = { "The guest fails only while the regular has the telephone.",
              "Let the regular lock it before the guest tries.",
              "Nobody makes the regular continue: the guest may try three times during one call." },
    praise = "Each of the tries was right, and each came at a bad moment. Nothing says that a good one ever comes." },
}
