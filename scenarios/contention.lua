title = "Contention"
sentence = "Eight cooks need the one salt cellar, for a moment, again and again. What helps: to be quicker, more cellars, or another way to salt?"
about = [[
Each cook stirs for 0.1 s and then salts, which takes 0.05 s, ten times. Salting needs a salt cellar, and a cellar is for one
at a time, so it is a mutex. Nobody has it for long. But eight cooks want it eight times as often as one, and what they do
with it cannot be done at the same time: the cellar is busy all the time, and so the line before it is where the time goes.
]]
notice = [[
On threads, with one cellar it takes 4.1 s: eighty times 0.05 s, one after another, which no core and no cook can make less. Alone,
a cook would need 1.5 s. With four cellars it takes 1.55 s, with eight 1.5 s: nobody waits for anybody. And with `salting` = "once, at
the end", one cellar is enough: each keeps count, and salts once for all: 1.4 s. The measure `waited` is the time in line.
]]
try = [[
Turn `cooks` to 1, 2, 3, 4: up to how many does one cellar not matter? (A cook needs it for a third of the time.) Turn `salt` to
0.005: how many cooks does one cellar serve now? Which of the three cures does a program have: a shorter critical section, more
locks (striping), or to collect first and to lock once (batching)?
]]
scale = 5
model = "threads"

knobs = {
  salting = knob("each time", { choices = { "each time", "once, at the end" }, text = "when a cook salts" }),
  cellars = knob(1, { min = 1, max = 8, text = "salt cellars" }),
  cooks   = knob(8, { min = 1, max = 64, text = "cooks" }),
  rounds  = knob(10, { min = 1, max = 100, text = "how often each stirs" }),
  stir    = seconds(0.1, { min = 0, max = 60, text = "stirring takes" }),
  salt    = seconds(0.05, { min = 0, max = 60, text = "salting takes" }),
}

cellar = {}
for number = 1, knob.cellars do cellar[number] = mutex() end
salted = variable(0, { mmap = true, atomic = true })     -- pinches of salt

function salt(mine, pinches)
  local came = now()
  mine:lock()
  measure("waited", now() - came)
  sleep(knob.salt)
  salted:add(pinches)
  mine:unlock()
end

function cook(number)
  local mine = cellar[number % knob.cellars + 1]
  for _ = 1, knob.rounds do
    sleep(knob.stir)
    if knob.salting == "each time" then salt(mine, 1) end
  end
  if knob.salting ~= "each time" then salt(mine, knob.rounds) end
end

function main()
  local cooks = {}
  for number = 1, knob.cooks do cooks[number] = spawn(cook, number) end
  gather(cooks)
  mark("all_done")
  print(salted.value .. " pinches of salt")
end

questions = {
  { text = "Eight cooks stir for 0.1 s and salt for 0.05 s, ten times, with one salt cellar. When are all done?",
    answer = "all_done", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { salting = "each time", cellars = 1, cooks = 8, rounds = 10, stir = 0.1, salt = 0.05 },
    choices = {
      { "after 1.5 s, as one cook alone", is = 1.5, belief = "They all want the cellar, and it is for one at a time." },
      { "after about 4 s", is = 4, belief = "It would be so if one salted at a time, eighty times." },
      { "after 12 s", is = 12, belief = "Only salting comes one after another. They stir at the same time." },
    } },
  { text = "Each cook keeps count, and salts once, at the end. One cellar. When are all done?", answer = "all_done",
    models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { salting = "once, at the end", cellars = 1, cooks = 8, rounds = 10, stir = 0.1, salt = 0.05 },
    choices = {
      { "after about 1.4 s", is = 1.4, belief = "It would be so if the cellar was needed eight times, not eighty." },
      { "after about 4 s", is = 4, belief = "The cellar is needed eight times now, which is 0.4 s in all." },
    } },
  { text = "When are all done?", answer = "all_done", unit = "s" },
}

words = {
  cook = {
    name    = "cook",
    asleep  = { "{} stirs", "cooks stir", "cook stirs" },
    blocked = { "{} waits for the salt", "cooks wait for the salt", "cook waits for the salt" },
    wants_worker = { "{} waits for a place in the kitchen", "cooks wait for a place in the kitchen",
                     "cook waits for a place in the kitchen" },
    done    = { "{} is done", "cooks are done", "cook is done" },
    at      = { ["sleep(knob.salt)"] = { "{} salts", "cooks salt", "cook salts" } },
  },
}

why = { all_done = "All cooks are done." }

presets = {
  { "four cellars", text = "Two cooks share one: striping.", knobs = { salting = "each time", cellars = 4 } },
  { "once, at the end", text = "Collect first, lock once: batching.", knobs = { salting = "once, at the end", cellars = 1 } },
  { "two cooks", text = "One cellar is enough for two.", knobs = { salting = "each time", cellars = 1, cooks = 2 } },
}

teaches = "Where the time goes in line"
builds_on = { "split_the_work", "order_of_execution" }
concepts = { "contention", "lock contention", "bottleneck", "critical section", "striping", "sharding", "fine-grained locking",
             "batching", "utilization", "mutex", "lock", "scalability", "queueing" }
