title = "The sleeping barber"
sentence = "A barber with nothing to do sleeps until somebody wakes him. Can he oversleep a customer?"
about = [[
A shop has one barber and a few chairs to wait on. If nobody is there, the barber sleeps, and whoever comes wakes him. A
customer who finds no free chair goes away. Both sides look at the same chairs and act on what they have seen. The story
is Dijkstra's; every server that waits for requests, with a queue of so many places, is such a barber.
]]
notice = [[
With `bell` = "counts" each customer who stays adds one to a semaphore, and the barber takes one for each: a ring that
comes before he sleeps waits for him. With "rings" he looks whether somebody is there, and if not, falls asleep: a
customer who rings in between is not heard. With three customers one is turned away: the third comes while the first is
served and the second has the only chair.
]]
try = [[
Turn `bell` to "rings" and `customers` to 1: he takes half a second to fall asleep, and the customer rings in that time.
With three customers the second one wakes him; how long has the first been there? Then with "counts", turn `chairs`,
`arrivals` and `cut`: how many are turned away? `simul explore sleeping_barber --set bell=rings` finds orders in which he
oversleeps; with bell=counts there is none.
]]
scale = 10
model = "threads"
unsuited = { sequential = "the barber would wait for customers who have not come" }

knobs = {
  bell      = knob("counts", { choices = { "counts", "rings" }, text = "how the barber is woken" }),
  customers = knob(3, { min = 0, max = 100, text = "customers" }),
  chairs    = knob(1, { min = 0, max = 100, text = "chairs to wait on" }),
  arrivals  = seconds(1, { min = 0, max = 60, text = "from one customer to the next" }),
  cut       = seconds(2.5, { min = 0, max = 60, text = "a haircut takes" }),
  dozing    = seconds(0.5, { min = 0, max = 60, text = "falling asleep takes" }),
}

function shared(value) return variable(value, { mmap = true, atomic = true }) end

inside, served, away = shared(0), shared(0), shared(0)  -- in the shop now; with a new haircut; turned away
room, finished = mutex(), semaphore(0)
if knob.bell == "counts" then bell = semaphore(0) else bell = condition() end

function wait_for_a_customer()
  if knob.bell == "counts" then return bell:acquire() end
  if inside.value > 0 then return end
  sleep(knob.dozing)                         -- nobody there: he falls asleep
  room:lock()
  bell:wait(room)
  room:unlock()
end

function barber()
  while served.value + away.value < knob.customers do
    wait_for_a_customer()
    sleep(knob.cut)
    room:lock()
    inside:add(-1)
    served:add(1)
    room:unlock()
    finished:release()
  end
end

function comes_in()
  room:lock()
  local has_room = inside.value <= knob.chairs          -- and the barber's own chair
  if has_room then inside:add(1) else away:add(1) end
  if has_room and knob.bell == "rings" then bell:notify() end
  room:unlock()
  if has_room and knob.bell == "counts" then bell:release() end
  return has_room
end

function customer(number)
  local came = now()
  if not comes_in() then return "no haircut" end
  finished:acquire()
  measure("in_the_shop", now() - came)
  return "a haircut"
end

function main()
  local customers = {}
  spawn(barber)
  for number = 1, knob.customers do
    customers[number] = spawn_at(knob.arrivals * (number - 1), customer, number)
  end
  for number, got in ipairs(gather(customers)) do
    print("customer " .. number .. " has " .. got)
  end
end

questions = {
  { text = "A customer comes every second, a haircut takes 2.5 s, and there is one chair to wait on. How many of three "
           .. "are turned away?", answer = "away", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { bell = "counts", customers = 3, chairs = 1, arrivals = 1, cut = 2.5 },
    choices = {
      { "none", is = 0, belief = "When the third one comes, the first is still served and the second has the chair." },
      { "one", is = 1, belief = "It takes somebody who comes while the chair is taken. In this run nobody did." },
      { "two", is = 2, belief = "The second one still finds a chair." },
    } },
  { text = "The barber looks, sees nobody, and falls asleep; the one customer rings meanwhile. Does the day end?",
    answer = "outcome", knobs = { bell = "rings", customers = 1 },
    choices = {
      { "yes", is = "finished", belief = "The ring came before he slept, and nobody rings again." },
      { "no, he sleeps and the customer waits", is = "deadlock",
        belief = "It takes a ring between his look and his sleep. In this run there was none." },
    } },
}

words = {
  barber = {
    name    = "barber",
    woken   = "{} looks up",
    asleep  = { "{} cuts hair", "barbers cut hair", "barber cuts hair" },
    blocked = { "{} sleeps", "barbers sleep", "barber sleeps" },
    done    = { "{} closes the shop", "barbers close", "barber closes" },
    at      = { ["sleep(knob.dozing)"] = { "{} falls asleep", "barbers fall asleep", "barber falls asleep" } },
  },
  customer = {
    name    = "customer",
    blocked = { "{} waits in the shop", "customers wait in the shop", "customer waits in the shop" },
    done    = { "{} leaves", "customers have left", "customer has left" },
  },
}

presets = {
  { "overslept", text = "The one customer rings while the barber falls asleep.",
    knobs = { bell = "rings", customers = 1 } },
  { "one ring late", text = "The second customer wakes him, and the first has been there all the time.",
    knobs = { bell = "rings", customers = 3 } },
  { "more chairs", text = "Two chairs, and nobody is turned away.",
    knobs = { bell = "counts", customers = 3, chairs = 2 } },
}

teaches = "A server and its queue"
builds_on = { "producers_and_consumers" }
concepts = { "sleeping barber", "Dijkstra", "semaphore", "lost wakeup", "bounded queue", "server", "queueing",
             "rejected requests", "condition variable", "deadlock" }

challenges = {
  { title = "Let him oversleep",
    text = "One customer, and a bell that rings once. You choose who does the next step. Let both wait for each other.",
    goal = { outcome = "deadlock" },
    clicks = 6, knobs = { bell = "rings", customers = 1 },
    hints = { "The barber looks once, before he falls asleep.",
              "Let him look into the empty shop, and then let the customer come.",
              "The customer rings while nobody listens. Only then let the barber go to sleep." },
    praise = "He looked, and what he saw was true. Then it was not any more, and he acted on it." },
  { title = "Wake the barber", mend = true,
    text = "Change the source until every order ends with a haircut. The knob `bell` stays at \"rings\": mend the code.",
    goal = { at = "end", all = { { variable = "served", equals = 1 }, { task = "customer", is = "done", equals = 1 } } },
    knobs = { bell = "rings", customers = 1 },
    hints = { "Between the look and the sleep nobody may come in.",
              "Customers come in behind the mutex `room`. If the barber holds it when he looks, they have to wait.",
              "room:lock()  while inside.value == 0 do bell:wait(room) end  room:unlock()" },
    praise = "A condition gives the lock up and begins to wait in one step. So whoever looks under the lock and waits "
             .. "with it misses no ring." },
}
