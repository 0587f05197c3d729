title = "A, B, A"
sentence = "You look at the top of a pile, look away and look again: the same tray lies there. Has nothing happened?"
about = [[
Three trays lie on a pile, 1 on 2 on 3. Whoever wants one reads which lies on top, reads which lies below it, and then makes
the lower one the top in one atomic step (`compare_exchange`), but only if the top is still the one that was seen. No lock is
needed. A slow guest pauses between the look and that step. Meanwhile a quick one takes tray 1, takes tray 2, and puts tray 1
back. Then somebody else comes.
]]
notice = [[
The slow guest finds tray 1 on top, as before, so its step succeeds, and makes tray 2 the new top. But the quick guest has
tray 2 in its hands. The next guest takes it from the pile all the same: two people have one tray. The comparison was right
each time; it compares what is there, not what has happened. That is the ABA problem: A, then B, then A again.
]]
try = [[
With `pile` = "stamped" each change of the top also counts up, and it is the count that differs: the slow guest sees that it
has to look again. With "under a lock" nobody comes in between at all. Set `pause` to 0: the free run is right then, and
`simul explore aba --set pause=0` counts 80 408 899 orders, of which 502 go wrong. Who would find those by testing? In a
language that frees memory, the tray that comes back may be a new one at an old address.
]]
scale = 10
model = "threads"

knobs = {
  pile  = knob("compared", { choices = { "compared", "stamped", "under a lock" }, text = "how a tray is taken" }),
  pause = seconds(3, { min = 0, max = 60, text = "the slow guest looks away for" }),
}

function shared(value) return variable(value, { mmap = true, atomic = true }) end

top   = shared(1)                              -- the tray on top; when stamped, plus 10 for each change
on   = { shared(2), shared(3), shared(0) }     -- the tray that tray n lies on; 0: none
held = { shared(0), shared(0), shared(0) }     -- by how many people tray n is held
if knob.pile == "under a lock" then guard = mutex() end

function change(seen, to)                      -- the top, if it is still what was seen
  if knob.pile == "stamped" then to = to + seen - seen % 10 + 10 end
  return top:compare_exchange(seen, to)
end

function take(pause)
  if knob.pile == "under a lock" then guard:lock() end
  local seen, tray
  repeat
    seen = top.value
    tray = seen % 10
    if tray == 0 then break end
    local next_tray = on[tray].value
    sleep(pause)                               -- what was seen may be true no longer
  until change(seen, next_tray)
  if knob.pile == "under a lock" then guard:unlock() end
  if tray ~= 0 then
    expect(held[tray]:add(1) == 1, "nobody takes a tray that somebody has")
  end
  return tray
end

function put_back(tray)
  if knob.pile == "under a lock" then guard:lock() end
  held[tray]:add(-1)
  local seen
  repeat
    seen = top.value
    on[tray].value = seen % 10
  until change(seen, tray)
  if knob.pile == "under a lock" then guard:unlock() end
end

function slow_guest() return take(knob.pause) end

function quick_guest()
  local first = take(0)
  local second = take(0)
  put_back(first)
  return second
end

function main()
  local slow, quick = spawn(slow_guest), spawn_at(1, quick_guest)
  local has_slow, has_quick = await(slow), await(quick)
  local has_next = take(0)
  print("the slow guest has tray " .. has_slow .. ", the quick one " .. has_quick .. ", the next one " .. has_next)
end

questions = {
  { text = "The quick guest has tray 2 and has put tray 1 back. The slow one finds 1 on top, as before. Who has tray 2 in "
           .. "the end?", answer = "held[2]", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { pile = "compared", pause = 3 },
    choices = {
      { "one person, the quick guest", is = 1,
        belief = "The slow guest puts tray 2 on top, as it had seen it below tray 1. From there the next one takes it." },
      { "two people", is = 2,
        belief = "It takes a change of the top that goes unnoticed. In this run there was none." },
    } },
  { text = "Now each change of the top counts up as well. How many people have tray 2 in the end?", answer = "held[2]",
    models = { "threads", "threads_gil", "processes", "event_loop" }, knobs = { pile = "stamped", pause = 3 },
    choices = {
      { "one", is = 1, belief = "It would be so if the slow guest noticed that the top had changed." },
      { "two", is = 2, belief = "The tray is the same, and the count is not: the comparison fails." },
    } },
}

words = {
  slow_guest = {
    name    = "the slow guest",
    asleep  = { "{} looks away", "guests look away", "guest looks away" },
    blocked = { "{} waits for the pile", "guests wait for the pile", "guest waits for the pile" },
    done    = { "{} has a tray", "slow guests have a tray", "slow guest has a tray" },
  },
  quick_guest = {
    name    = "the quick guest",
    blocked = { "{} waits for the pile", "guests wait for the pile", "guest waits for the pile" },
    done    = { "{} has a tray", "quick guests have a tray", "quick guest has a tray" },
  },
}

presets = {
  { "stamped", text = "Each change of the top counts up, so that no top comes twice.", knobs = { pile = "stamped", pause = 3 } },
  { "under a lock", text = "Nobody takes or puts while somebody looks.", knobs = { pile = "under a lock", pause = 3 } },
  { "no pause", text = "This run is right. Are all orders?", knobs = { pile = "compared", pause = 0 } },
}

teaches = "The same value is not no change"
builds_on = { "check_then_act" }
concepts = { "ABA problem", "lock-free", "lock free", "compare and swap", "compare_exchange", "CAS", "stack", "Treiber stack",
             "version counter", "tagged pointer", "atomic", "hazard pointer", "race condition" }

challenges = {
  { title = "Give one tray to two people",
    text = "You choose who does the next step. Let somebody take a tray that somebody else has.",
    goal = { finding = "expectation" },
    clicks = 18, knobs = { pile = "compared", pause = 0 },
    hints = { "The slow guest has to see tray 1 on top, and tray 2 below it.",
              "Then let the quick guest do all that it does.",
              "Tray 1 lies on top again. Let the slow guest continue." },
    praise = "For the comparison A, B, A is the same as A. Only something that never comes back shows what has happened." },
  { title = "Mend the pile", mend = true,
    text = "Change the source until nobody takes a tray that somebody has, in any order. The knob `pile` stays at "
           .. "\"compared\": mend the code.",
    goal = { at = "end", all = { { variable = "held[1]", equals = 1 }, { variable = "held[2]", equals = 1 },
                                 { variable = "held[3]", equals = 1 } } },
    knobs = { pile = "compared", pause = 0 },
    hints = { "The top should never have the same value twice.",
              "A number that counts up with each change could stand beside the tray.",
              "change() can do that already: let it do so whatever the knob says." },
    praise = "The stamp costs one addition, and makes equal mean unchanged. Java calls it AtomicStampedReference." },
}
