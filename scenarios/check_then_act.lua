title = "The last seat"
sentence = "Two customers ask for a ticket, and one seat is free. How many tickets are sold?"
about = [[
A ticket office looks whether a seat is free, takes the money, and then takes the seat off its plan. That is a check,
and then an act that relies on it. Between the two, time goes by: whoever looks meanwhile is told the same. Each look
and each change of the plan is atomic here, so nobody ever reads half a number. Is that enough?
]]
notice = [[
With `protect` = "none" the second customer looks while the first one pays. The findings name no data race, as the plan
is atomic: what was seen is merely no longer true once somebody acts on it. One customer after another (sequential)
cannot go wrong: nobody is in between.
]]
try = [[
Turn `protect` to "lock": check and act become one step for all others, who wait while somebody pays. Then to "atomic
step": a seat is taken only if the plan is still as it was seen, and is paid for afterwards. Turn `seats` to 2 and
compare: with the lock two tickets take 2 s, with the atomic step 1 s. `simul explore check_then_act` follows all
orders; with --set protect=lock, or with protect="atomic step", none of them sells a seat twice.
]]
scale = 10
model = "threads"

knobs = {
  seats     = knob(1, { min = 1, max = 100, text = "seats that are free" }),
  customers = knob(2, { min = 1, max = 100, text = "customers who ask at once" }),
  protect   = knob("none", { choices = { "none", "lock", "atomic step" }, text = "what joins check and act" }),
  paying    = seconds(1, { min = 0, max = 60, text = "paying takes" }),
}

-- Atomic: each .value is one indivisible load or store. Two of them are still two.
free = variable(knob.seats, { mmap = true, atomic = true })
sold = variable(0, { mmap = true, atomic = true })
office = mutex()

function check_then_act()
  if free.value == 0 then return false end
  sleep(knob.paying)
  free:add(-1)
  return true
end

function check_and_act()
  local seen = free.value
  while seen > 0 do
    if free:compare_exchange(seen, seen - 1) then
      sleep(knob.paying)
      return true
    end
    seen = free.value                        -- somebody else was quicker: look again
  end
  return false
end

function customer(number)
  local got
  if knob.protect == "lock" then office:lock() end
  if knob.protect == "atomic step" then got = check_and_act() else got = check_then_act() end
  if knob.protect == "lock" then office:unlock() end
  if not got then return "no ticket" end
  sold:add(1)
  mark("ticket")
  return "a ticket"
end

function main()
  local customers = {}
  for number = 1, knob.customers do customers[number] = spawn(customer, number) end
  for number, got in ipairs(gather(customers)) do
    print("customer " .. number .. " has " .. got)
  end
  expect(sold.value <= knob.seats, "no seat is sold twice")
end

questions = {
  { text = "One seat is free, and two customers ask at once. How many tickets are sold?", answer = "sold",
    knobs = { seats = 1, customers = 2, protect = "none" },
    choices = {
      { "one", is = 1,
        belief = "The office looks before it sells, but it looked for both before it had sold to either." },
      { "two", is = 2,
        belief = "It takes somebody who looks between the other's look and sale. In this run nobody did." },
    } },
  { text = "When is the last ticket sold?", answer = "ticket", unit = "s", knobs = { seats = 2, customers = 2 } },
}

words = {
  customer = {
    name    = "customer",
    woken   = "{} has paid",
    asleep  = { "{} pays", "customers pay", "customer pays" },
    blocked = { "{} waits outside the office", "customers wait outside", "customer waits outside" },
    done    = { "{} has gone home", "customers have gone home", "customer has gone home" },
  },
}

presets = {
  { "mended by a lock", text = "One customer at a time looks, pays and gets the seat.",
    knobs = { protect = "lock", seats = 1, customers = 2 } },
  { "mended by an atomic step", text = "The seat is taken in the same step as it is found free.",
    knobs = { protect = "atomic step", seats = 1, customers = 2 } },
}

teaches = "Check, then act"
builds_on = { "lost_update" }
concepts = { "check then act", "check-then-act", "TOCTOU", "time of check to time of use", "race condition",
             "overselling", "double booking", "compare and swap", "compare_exchange", "atomic", "critical section",
             "mutex", "lock" }

challenges = {
  { title = "Sell one seat twice",
    text = "You choose who does the next step. Let both customers get the one seat.",
    goal = { at = "end", variable = "sold", above = 1 },
    clicks = 6, knobs = { seats = 1, customers = 2, protect = "none" },
    hints = { "Each customer looks first, and the seat goes only after the payment.",
              "Let the second customer look before the first has the seat.",
              "Let one look, then let the other do all of its steps." },
    praise = "Both saw a free seat, and both were right when they looked. What is true when it is checked need not be "
             .. "true when somebody acts on it." },
  { title = "Mend the office", mend = true,
    text = "Change the source until no order sells the seat twice. The knob `protect` stays at \"none\": mend the "
           .. "code.",
    goal = { at = "end", all = { { variable = "sold", equals = 1 }, { variable = "free", equals = 0 },
                                 { task = "customer", is = "done", equals = 2 } } },
    knobs = { seats = 1, customers = 2, protect = "none" },
    hints = { "From the look to the change of the plan nobody else may come in between.",
              "There is a mutex already: office.",
              "In check_then_act(): office:lock() before the look, and office:unlock() before each return." },
    praise = "Check and act are one step now, for everybody who goes through the same lock." },
}
