title = "Home-made locks"
sentence = "Two tasks, one room, and no lock to be had. Are loads and stores enough to keep each other out?"
about = [[
A lock can be made of variables: look whether the room is free, say that it is taken, go in. Six such locks stand here.
Some are right, some let two in, and one can keep everybody out. One run does not show which is which: a lock has to hold
in every order, so all orders are tried. Whoever waits looks again and again, and uses a core for it.
]]
notice = [[
In simulated time a free run of any of the six looks right. The story opens in an order in which "test, then set" is not:
both have seen an empty room before either has said that it is taken. "turn first" has the same two lines as "Peterson",
the other way round. On an event loop a task that looks again by computing keeps the loop from all others meanwhile.
]]
try = [[
Explore each `lock` in turn: `simul explore homemade_locks --set lock=Peterson`. Which of them let two in? In which do
both look again for ever (the finding livelock)? Turn `visits` to 2: what holds for one visit should hold for the next.
]]
model = "threads"
opens = { 1, 2, 1, 2, 1, 2, 1, 1, 2, 2, 2, 2, 2, 1, 1 }  -- look, look, take, take, go in, go in, and out again

knobs = {
  lock   = knob("test, then set", { choices = { "test, then set", "test and set", "flags", "Peterson", "turn first",
                                                "bakery" }, text = "how the lock is made" }),
  visits = knob(1, { min = 1, max = 1000, text = "how often each goes in" }),
  stay   = seconds(1, { min = 0, max = 60, text = "being inside takes" }),
  look   = seconds(0.25, { min = 0.01, max = 60, text = "looking again takes" }),
}

-- Each load and each store is atomic, and all see them in one order.
function shared(value) return variable(value, { mmap = true, atomic = true }) end

inside, crowded = shared(0), shared(0)       -- who is inside, and how often there was somebody already
if knob.lock == "test, then set" or knob.lock == "test and set" then taken = shared(false)
elseif knob.lock == "bakery" then choosing, number = { shared(false), shared(false) }, { shared(0), shared(0) }
else wants, turn = { shared(false), shared(false) }, shared(1) end

function look_again() compute(knob.look)  yield() end

enter = {}
enter["test, then set"] = function()
  while taken.value do look_again() end
  taken.value = true
end
enter["test and set"] = function()           -- in one step: what processors have for it
  while not taken:compare_exchange(false, true) do look_again() end
end
enter["flags"] = function(me, other)
  wants[me].value = true
  while wants[other].value do look_again() end
end
enter["Peterson"] = function(me, other)
  wants[me].value = true
  turn.value = other                         -- after you
  while wants[other].value and turn.value == other do look_again() end
end
enter["turn first"] = function(me, other)
  turn.value = other
  wants[me].value = true
  while wants[other].value and turn.value == other do look_again() end
end
enter["bakery"] = function(me, other)
  choosing[me].value = true                  -- draws a number, the next
  number[me].value = number[other].value + 1
  choosing[me].value = false
  while choosing[other].value do look_again() end
  while goes_first(number[other].value, number[me].value, other < me) do look_again() end
end

function goes_first(theirs, mine, is_first) return theirs > 0 and (theirs < mine or theirs == mine and is_first) end

function leave(me)
  if taken then taken.value = false elseif number then number[me].value = 0 else wants[me].value = false end
end

function visitor(me)
  for time = 1, knob.visits do
    enter[knob.lock](me, 3 - me)
    if inside:add(1) > 1 then crowded:add(1) end
    mark("inside")
    sleep(knob.stay)
    inside:add(-1)
    leave(me)
  end
end

function main()
  gather{ spawn(visitor, 1), spawn_at(knob.look, visitor, 2) }
  print("both have been inside")
  expect(crowded.value == 0, "one at a time")
end

questions = {
  { text = "Both look before they say \"taken\". How often can somebody come in and find the other inside?",
    answer = "crowded", possible = true, knobs = { lock = "test, then set", visits = 1 },
    choices = {
      { "never", is = "0", belief = "The look and the store are two steps. Both may look before either stores." },
      { "never, or once, by who does what when", is = "0 or 1",
        belief = "It takes two tasks that can come between each other's look and store. Here they cannot." },
      { "always once", is = "1", belief = "If one has stored before the other looks, the other waits outside." },
    } },
  { text = "Peterson: each says that it wants to, and then leaves the other the turn. How often can both be inside?",
    answer = "crowded", possible = true, knobs = { lock = "Peterson", visits = 1 },
    choices = {
      { "never", is = "0", belief = "Both wait for each other's word in some way. Follow who wrote the turn last." },
      { "never, or once, by who does what when", is = "0 or 1",
        belief = "The turn has one value: of two who want to, one waits until the other is out." },
    } },
}

words = {
  visitor = {
    name    = "visitor",
    woken   = "{} has been inside long enough",
    running = { "{} looks again", "visitors look again", "visitor looks again" },
    asleep  = { "{} is inside", "visitors are inside", "visitor is inside" },
    done    = { "{} is gone", "visitors are gone", "visitor is gone" },
  },
}

presets = {
  { "both polite", text = "Each says that it wants to, and waits for the other: in some orders for ever.",
    knobs = { lock = "flags", visits = 1 } },
  { "Peterson", text = "Two flags and a turn: explore it.", knobs = { lock = "Peterson", visits = 1 } },
  { "in one step", text = "Look and store are one step, as processors have it.",
    knobs = { lock = "test and set", visits = 1 } },
}

teaches = "Locks from loads and stores"
builds_on = { "check_then_act" }
concepts = { "mutual exclusion", "critical section", "Peterson", "bakery algorithm", "Lamport", "Dekker", "test and set",
             "spinlock", "spin lock", "busy waiting", "compare and swap", "livelock", "sequential consistency",
             "race condition", "lock" }

challenges = {
  { title = "Let both in",
    text = "The lock is \"turn first\": Peterson's two lines the other way round. You choose who does the next step. Get "
           .. "both visitors inside.",
    goal = { variable = "inside", above = 1 },
    clicks = 9, knobs = { lock = "turn first", visits = 1 },
    hints = { "Whoever gave the turn away last waits, but only if the other wants to.",
              "Let one give the turn away and stop before it says that it wants to.",
              "The other gives the turn away, too, and goes in: nobody seems to want to. Then continue with the first." },
    praise = "The turn was written before anybody had said a word. Said first, written second, and the same two lines "
             .. "hold in every order." },
  { title = "Mend the lock", mend = true,
    text = "Change the source until no order lets two in. The knob `lock` stays at \"test, then set\": mend the code.",
    goal = { at = "end", all = { { variable = "crowded", equals = 0 }, { mark = "inside", equals = 2 },
                                 { task = "visitor", is = "done", equals = 2 } } },
    knobs = { lock = "test, then set", visits = 1 },
    hints = { "Between the look and the store nobody else may come.",
              "A variable has an operation that does both in one step.",
              "while not taken:compare_exchange(false, true) do look_again() end" },
    praise = "Whoever changes false to true has the lock, and only one can. This is how locks are made today." },
}
