title = "The meeting point"
sentence = "Hikers wait at a hut until all are there, and continue together. Does it work at the second hut, too?"
about = [[
A barrier is a place where everybody waits for the last one. It looks easy to make: count those who come, and let the
last open a gate; count those who leave, and let the last close it again. At one hut that works in every order. But the
walk continues, and at the next hut the same counter and the same gate are used again.
]]
notice = [[
Hiker 1 is at the second hut while the last one still rests at the first. The gate is open, and the counter still
counts the one who rests. So with `built` = "one gate" hiker 1 continues from the second hut alone, and the last hiker
waits there for somebody who is home. With "two gates" one of the two is always closed: nobody is at the first gate again
before all are through the second.
]]
try = [[
Turn `huts` to 1: one gate is enough. Turn `rest` to 0: the free run looks right, and `simul explore meeting_point --set
rest=0` still finds orders that go wrong. Try the same with built="two gates", and with "barrier", which every language
has ready-made.
]]
scale = 10
model = "threads"
unsuited = { sequential = "the first hiker would wait for others who have not set out" }

knobs = {
  built  = knob("one gate", { choices = { "one gate", "two gates", "barrier" },
                              text = "how the meeting point is made" }),
  hikers = knob(2, { min = 1, max = 20, text = "hikers" }),
  huts   = knob(2, { min = 1, max = 100, text = "huts on the way" }),
  rest   = seconds(3, { min = 0, max = 60, text = "the last hiker rests at a hut for" }),
}

came = variable(0, { mmap = true, atomic = true })  -- arrivals at huts, of all hikers
if knob.built == "barrier" then hut = barrier(knob.hikers)
else there, door, gate, second = variable(0, { mmap = true }), mutex(), event(), event() end

function count(change, full, opens, closes)  -- whoever makes the count full turns the gates
  door:lock()
  there.value = there.value + change
  if there.value == full then
    if closes then closes:clear() end
    if opens then opens:set() end
  end
  door:unlock()
end

function rest(me) if me == knob.hikers then sleep(knob.rest) end end

function meet(me)
  if knob.built == "barrier" then
    hut:wait()
    rest(me)
  elseif knob.built == "one gate" then
    count(1, knob.hikers, gate)
    gate:wait()
    rest(me)
    count(-1, 0, nil, gate)
  else
    count(1, knob.hikers, gate, second)
    gate:wait()
    rest(me)
    count(-1, 0, second, gate)
    second:wait()
  end
end

function hiker(me)
  for number = 1, knob.huts do
    sleep(me)                                -- the way to the hut
    came:add(1)
    meet(me)
    print("hiker " .. me .. " continues from hut " .. number)
    expect(came.value >= number * knob.hikers, "nobody continues before all are there")
  end
  mark("home")
end

function main()
  local hikers = {}
  for number = 1, knob.hikers do hikers[number] = spawn(hiker, number) end
  gather(hikers)
  print("all are home")
end

questions = {
  { text = "Two hikers, two huts, one counter and one gate. The last hiker rests at each hut. Do both get home?",
    answer = "outcome", knobs = { built = "one gate", hikers = 2, huts = 2, rest = 3 },
    choices = {
      { "yes", is = "finished",
        belief = "While one rests, the gate is open and the counter is not back at 0. The other is quick, and comes "
                 .. "again." },
      { "no", is = "deadlock",
        belief = "It takes somebody who comes again before all have left. In this run nobody did." },
    } },
}

words = {
  hiker = {
    name    = "hiker",
    asleep  = { "{} is on the way", "hikers are on the way", "hiker is on the way" },
    blocked = { "{} waits at the hut", "hikers wait at the hut", "hiker waits at the hut" },
    done    = { "{} is home", "hikers are home", "hiker is home" },
    at      = { ["sleep(knob.rest)"] = { "{} has a rest", "hikers have a rest", "hiker has a rest" } },
  },
}

presets = {
  { "one hut", text = "One gate is enough if it is used once.", knobs = { built = "one gate", huts = 1 } },
  { "no rest", text = "One gate, and everybody leaves at once: right in this run. Explore it.",
    knobs = { built = "one gate", hikers = 2, huts = 2, rest = 0 } },
  { "two gates", text = "The second gate holds those who leave until all have left.",
    knobs = { built = "two gates", hikers = 2, huts = 2, rest = 3 } },
  { "barrier", text = "The ready-made one.", knobs = { built = "barrier", hikers = 2, huts = 2, rest = 3 } },
}

teaches = "Barriers, and using them twice"
builds_on = { "print_in_order" }
concepts = { "barrier", "cyclic barrier", "reusable barrier", "rendezvous", "phase", "turnstile", "event", "deadlock",
             "fork and join", "bulk synchronous" }

challenges = {
  { title = "Leave one behind",
    text = "Two hikers, two huts, one gate, and nobody rests. You choose who does the next step. Let a hiker continue from "
           .. "the second hut before the other is there.",
    goal = { finding = "expectation" },
    clicks = 20, knobs = { built = "one gate", hikers = 2, huts = 2, rest = 0 },
    hints = { "The gate stays open until the last one has left the first hut.",
              "Once both have come to the first hut, let one of them not leave.",
              "The other one leaves, walks, comes to the second hut, and finds the gate open." },
    praise = "The count went from two to one and back to two, with the same gate open all the time. A barrier that is "
             .. "used again has to wait until the last one is out." },
  { title = "Mend the meeting point", mend = true,
    text = "Change the source until nobody continues before all are there, in any order, and all get home. The knob "
           .. "`built` stays at \"one gate\": mend the code.",
    goal = { at = "end", all = { { variable = "came", equals = 4 }, { mark = "home", equals = 2 },
                                 { task = "hiker", is = "done", equals = 2 } } },
    knobs = { built = "one gate", hikers = 2, huts = 2, rest = 0 },
    hints = { "Whoever leaves must not come to the gate again while it is still open.",
              "A second gate can hold those who leave until the last one has left.",
              "In meet() it is there already: what happens for \"two gates\" can happen for \"one gate\", too." },
    praise = "One gate is closed before the other opens. Whatever the order, all are in before anybody is out, and all "
             .. "are out before anybody is in again." },
}
