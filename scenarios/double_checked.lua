title = "Checked twice"
sentence = "The first guest heats the coffee machine, and it is to be heated once. Does everybody have to take a key to look?"
about = [[
A machine is heated by the first who needs it, and only then: that is lazy initialization. Three guests come half a second
apart, and heating takes 2 s. Each looks at the lamp first. If nobody is kept away between the look and the heating, the
machine is heated more than once. Under a lock it is heated once, but every later guest takes the lock, only to find the
lamp on. So people look without the lock, and look a second time with it: double-checked locking.
]]
notice = [[
With `look` = "no lock" all three find the lamp off and heat: three times. With "under the lock" the machine is heated
once, and the lock is taken for each look. "Checked twice" takes it only for looks that found the lamp off. Then turn `lamp`
to "on too early": whoever comes while the machine is still being heated sees the light, takes no lock, and drinks it cold.
]]
try = [[
Checked twice, the first look and the store into the lamp are ordered by nothing, and the run says so: data_race. Turn
`kind` to "atomic", and it is gone. Both give the right result in all orders here, where memory is the same for all; on real
cores and with real compilers a plain lamp may be seen on before the heat is. `simul explore double_checked --set look="no
lock"` says what can happen. Python's global lock makes each load and store atomic, and does not join the two.
]]
scale = 10
model = "threads"

knobs = {
  look   = knob("checked twice", { choices = { "no lock", "under the lock", "checked twice" }, text = "how a guest looks" }),
  lamp   = knob("on when hot", { choices = { "on when hot", "on too early" }, text = "when the lamp goes on" }),
  kind   = knob("plain", { choices = { "plain", "atomic" }, text = "the lamp as a variable" }),
  guests = knob(3, { min = 1, max = 50, text = "guests" }),
  visits = knob(2, { min = 1, max = 100, text = "coffees of each" }),
  apart  = seconds(0.5, { min = 0, max = 60, text = "from one guest to the next" }),
  heat   = seconds(2, { min = 0, max = 60, text = "heating takes" }),
}

lamp = variable(false, { mmap = true, atomic = knob.kind == "atomic" })
degrees = variable(20, { mmap = true })
heated, locked = variable(0, { mmap = true, atomic = true }), variable(0, { mmap = true, atomic = true })
cold = variable(0, { mmap = true, atomic = true })
key = mutex()

function heat_up()
  if knob.lamp == "on too early" then lamp.value = true end
  sleep(knob.heat)
  degrees.value = 90
  heated:add(1)
  if knob.lamp == "on when hot" then lamp.value = true end
end

function with_the_key()
  key:lock()
  locked:add(1)
  if not lamp.value then heat_up() end       -- the second look, if there was a first
  key:unlock()
end

function make_ready()
  if knob.look == "under the lock" then return with_the_key() end
  if lamp.value then return end
  if knob.look == "checked twice" then with_the_key() else heat_up() end
end

function guest(number)
  for _ = 1, knob.visits do
    make_ready()
    if degrees.value < 90 then cold:add(1) end
    sleep(1)                                 -- drinks it
  end
end

function main()
  local guests = {}
  for number = 1, knob.guests do guests[number] = spawn_at(knob.apart * (number - 1), guest, number) end
  gather(guests)
  print("heatings: " .. heated.value .. ", keys taken: " .. locked.value)
  expect(heated.value == 1, "the machine is heated once")
  expect(cold.value == 0, "nobody drinks it cold")
end

questions = {
  { text = "Three guests come within a second, heating takes two, and nobody takes a key. How often is it heated?",
    answer = "heated", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { look = "no lock", lamp = "on when hot", guests = 3, apart = 0.5, heat = 2 },
    choices = {
      { "once", is = 1, belief = "Whoever looks during these two seconds finds the lamp off, and heats, too." },
      { "twice", is = 2, belief = "The third one comes at 1 s, and the lamp goes on at 2 s." },
      { "three times", is = 3, belief = "It would be so if all of them looked before the lamp was on." },
    } },
  { text = "Each guest looks without the key, and again with it. Three guests, two coffees each. How often is the key taken?",
    answer = "locked", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { look = "checked twice", lamp = "on when hot", guests = 3, visits = 2, apart = 0.5, heat = 2 },
    choices = {
      { "once: by the first one", is = 1, belief = "The others came before the lamp was on, and needed the key to look again." },
      { "three times: for each first coffee", is = 3, belief = "It would be so if all saw the lamp off once, and on later." },
      { "six times: for each coffee", is = 6, belief = "Once the lamp is on, the first look is enough." },
    } },
  { text = "The lamp goes on when heating begins, and guests look without the key first. How many coffees are cold?",
    answer = "cold", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { look = "checked twice", lamp = "on too early", guests = 3, visits = 2, apart = 0.5, heat = 2 },
    choices = {
      { "none: there is a lock", is = 0, belief = "Who sees the lamp on takes no lock, and there is nothing to stop it." },
      { "some", is = 3, belief = "It takes somebody who looks between the lamp and the heat. In this run nobody did." },
      { "all six", is = 6, belief = "Whoever heats waits until it is hot, and so does whoever comes later." },
    } },
}

words = {
  guest = {
    name    = "guest",
    asleep  = { "{} drinks coffee", "guests drink coffee", "guest drinks coffee" },
    blocked = { "{} waits for the key", "guests wait for the key", "guest waits for the key" },
    done    = { "{} leaves", "guests have left", "guest has left" },
    at      = { ["sleep(knob.heat)"] = { "{} heats the machine", "guests heat the machine", "guest heats the machine" } },
  },
}

presets = {
  { "no lock", text = "Everybody who looks before the lamp is on heats.", knobs = { look = "no lock", lamp = "on when hot" } },
  { "under the lock", text = "Right, at the price of a lock for each look.",
    knobs = { look = "under the lock", lamp = "on when hot" } },
  { "checked twice, atomic", text = "Few locks, and no data race.",
    knobs = { look = "checked twice", lamp = "on when hot", kind = "atomic" } },
  { "on too early", text = "The lamp is on before the machine is hot, and whoever sees it takes no lock.",
    knobs = { look = "checked twice", lamp = "on too early", kind = "atomic" } },
}

teaches = "Initialize once"
builds_on = { "check_then_act" }
concepts = { "double-checked locking", "lazy initialization", "singleton", "once", "call_once", "check then act", "data race",
             "atomic", "memory order", "publication", "mutex", "lock", "GIL" }

challenges = {
  { title = "Heat it twice",
    text = "Two guests, no lock, one coffee each. You choose who does the next step. Let the machine be heated twice.",
    goal = { variable = "heated", equals = 2 },
    clicks = 8, knobs = { look = "no lock", lamp = "on when hot", guests = 2, visits = 1, apart = 0 },
    hints = { "Who sees the lamp off will heat, whatever happens afterwards.",
              "Let the first guest look, and no more.",
              "Then let the second guest look before the first one puts the lamp on." },
    praise = "The first look was right when it was made. Only a lock, or an atomic step, joins a look to what follows." },
  { title = "Nobody drinks it cold", mend = true,
    text = "Change the source until the machine is heated once and no coffee is cold, in every order. The knobs stay as "
           .. "they are: mend the code.",
    goal = { at = "end", all = { { variable = "heated", equals = 1 }, { variable = "cold", equals = 0 },
                                 { task = "guest", is = "done", equals = 2 } } },
    knobs = { look = "checked twice", lamp = "on too early", kind = "atomic", guests = 2, visits = 1, apart = 0 },
    hints = { "Whoever sees the lamp on must be able to rely on the heat.",
              "First make it hot, then say so.",
              "In heat_up(): lamp.value = true belongs behind degrees.value = 90, whatever the knob says." },
    praise = "The lamp is the last thing that is written. That is publication: first the data, then the flag." },
}
