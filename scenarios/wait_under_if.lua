title = "Bread for two"
sentence = "Two customers wait for bread, one loaf comes out of the oven, and both are woken. Who takes what?"
about = [[
The baker puts loaves on the shelf, one at a time, and wakes who waits for them. A customer who finds the shelf empty
waits at a condition: that gives up the lock, waits to be notified, and takes the lock again. Between being woken and
having the lock, others may have been there. So what does a notification say: that there is bread, or that it is time to
look again?
]]
notice = [[
With `waiting` = "if" both customers are woken by the first loaf, and take one each: a shelf with -1 loaves. With
"while" the second looks again, and goes back to wait. With "through the window" a customer looks before it has the
lock. Both loaves come while it walks to the door, nobody waits yet who could be woken, and then it waits for a
notification that has been: a lost wakeup.
]]
try = [[
Turn `wake` to "one": the free run is right now, even with "if". Is it mended? `simul explore wait_under_if --set
wake=one` looks at all orders. Only "while" has none that goes wrong, whoever is woken, and also if --wakeups spurious
wakes customers without any cause, which real conditions may do.
]]
scale = 10
model = "threads"

knobs = {
  waiting   = knob("if", { choices = { "if", "while", "through the window" }, text = "how a customer waits" }),
  wake      = knob("all", { choices = { "all", "one" }, text = "whom a loaf wakes" }),
  customers = knob(2, { min = 1, max = 50, text = "customers, and loaves" }),
  baking    = seconds(1, { min = 0, max = 60, text = "baking a loaf takes" }),
  walking   = seconds(3, { min = 0, max = 600, text = "from the window to the door" }),
}

-- Atomic, so that looking through the window is no data race: what goes wrong here needs none.
loaves = variable(0, { mmap = true, atomic = true })
imaginary = variable(0, { mmap = true, atomic = true })    -- taken, and not there
door, baked = mutex(), condition()

function baker()
  for loaf = 1, knob.customers do
    sleep(knob.baking)
    door:lock()
    loaves:add(1)
    if knob.wake == "all" then baked:notify_all() else baked:notify() end
    door:unlock()
  end
end

function take()                              -- behind the door
  if loaves.value <= 0 then imaginary:add(1) end
  print("takes a loaf, " .. loaves:add(-1) .. " left")
end

function customer(number)
  if knob.waiting == "through the window" then
    local seen = loaves.value
    sleep(knob.walking)
    door:lock()
    if seen == 0 then baked:wait(door) end
  else
    door:lock()
    if knob.waiting == "while" then
      while loaves.value == 0 do baked:wait(door) end
    elseif loaves.value == 0 then
      baked:wait(door)
    end
  end
  take()
  door:unlock()
end

function main()
  local all = { spawn(baker) }
  for number = 1, knob.customers do all[number + 1] = spawn(customer, number) end
  gather(all)
  expect(imaginary.value == 0, "nobody takes a loaf that is not there")
end

questions = {
  { text = "Two customers wait, and the first loaf wakes both. How many take a loaf that is not there?",
    answer = "imaginary", knobs = { waiting = "if", wake = "all", customers = 2 }, models = { "threads", "processes" },
    choices = {
      { "none", is = 0,
        belief = "The second was woken, too, and `if` does not look again: it takes what the first has taken." },
      { "one", is = 1, belief = "It takes somebody who is woken and finds the shelf empty. In this run nobody was." },
      { "both", is = 2, belief = "There was one loaf, and whoever had the lock first took it." },
    } },
}

words = {
  baker = {
    name    = "baker",
    woken   = "a loaf comes out of the oven",
    asleep  = { "{} bakes a loaf", "bakers bake", "baker bakes" },
    blocked = { "{} waits for the door", "bakers wait for the door", "baker waits for the door" },
    done    = { "{} has baked enough", "bakers are done", "baker is done" },
  },
  customer = {
    name    = "customer",
    woken   = "{} is at the door",
    asleep  = { "{} walks to the door", "customers walk to the door", "customer walks to the door" },
    blocked = { "{} waits in the shop", "customers wait in the shop", "customer waits in the shop" },
    done    = { "{} has bread", "customers have bread", "customer has bread" },
  },
}

presets = {
  { "woken one at a time", text = "Each loaf wakes one customer. This run is right; are all orders?",
    knobs = { waiting = "if", wake = "one", customers = 2 } },
  { "lost wakeup", text = "The loaves are announced while the customers walk to the door, and nobody waits there yet.",
    knobs = { waiting = "through the window", customers = 2 } },
  { "mended", text = "Whoever is woken looks again.", knobs = { waiting = "while", wake = "all", customers = 2 } },
}

teaches = "Waiting for a condition"
builds_on = { "producers_and_consumers", "check_then_act" }
concepts = { "condition variable", "monitor", "lost wakeup", "missed signal", "spurious wakeup", "stolen wakeup",
             "notify", "notify_all", "wait in a while loop", "predicate", "Mesa monitor", "deadlock" }

challenges = {
  { title = "Take a loaf that is not there",
    text = "Each loaf wakes one customer only, and you choose who does the next step. Let somebody take bread from an "
           .. "empty shelf all the same.",
    goal = { variable = "imaginary", above = 0 },
    clicks = 6, knobs = { waiting = "if", wake = "one", customers = 2 },
    hints = { "One customer has to wait at the condition. The other must not have come to the door yet.",
              "Whoever is woken needs the lock again, and may not be the first to get it.",
              "Let a customer wait, let a loaf be baked, and then let the other customer in before the woken one." },
    praise = "The loaf was there when the customer was woken, and was not when it had the lock. Between the two is time, "
             .. "so whoever is woken must look again." },
  { title = "Mend the shop", mend = true,
    text = "Change the source until nobody takes a loaf that is not there, whatever the order. The knob `waiting` stays "
           .. "at \"if\": mend the code.",
    goal = { at = "end", all = { { variable = "imaginary", equals = 0 }, { variable = "loaves", equals = 0 },
                                 { task = "customer", is = "done", equals = 2 } } },
    knobs = { waiting = "if", wake = "all", customers = 2 },
    hints = { "A customer who is woken must not believe that there is bread.",
              "What has to be done after baked:wait(door) is what was done before it: look.",
              "In customer(): while loaves.value == 0 do baked:wait(door) end." },
    praise = "A notification says that something has changed, and no more. `while` asks what it is now." },
}
