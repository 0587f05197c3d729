title = "Print in order"
sentence = "Three tasks say first, second and third in this order, in whatever order they are started."
about = [[
Each task waits for its own event, a flag that another task sets. It takes the flag down again, says its word, and sets
the flag of the next. Who starts first does not matter, nor how many cores there are: the order is made by who waits for
whom.
]]
notice = [[
They are started backwards, and nobody is in anybody's way: who waits uses no core. But one after another, the third
waits for the second, which has not begun: deadlock. The same can happen in a pool that has fewer workers than there are
tasks, as a task that waits keeps its worker.
]]
try = [[
Turn `start` to "random" and change the seed. Run sequential with `start` = "forwards": now it works, but with `rounds`
= 2 it does not. Why? Run a thread_pool with two workers.
]]
scale = 10
model = "threads"

knobs = {
  start  = knob("backwards", { choices = { "backwards", "forwards", "random" }, text = "in which order they start" }),
  rounds = knob(1, { min = 1, max = 1000, text = "how often all is said" }),
}

ordinals = { "first", "second", "third" }
turn = { event(), event(), event() }

function say(place)
  for round = 1, knob.rounds do
    turn[place]:wait()
    turn[place]:clear()
    sleep(1)                                 -- however long it takes
    print(ordinals[place])
    turn[place % 3 + 1]:set()
  end
end

function starting_order()
  local order = knob.start == "backwards" and { 3, 2, 1 } or { 1, 2, 3 }
  if knob.start == "random" then
    for i = 3, 2, -1 do
      local other = random(i)
      order[i], order[other] = order[other], order[i]
    end
  end
  return order
end

function main()
  local words = {}
  turn[1]:set()
  for _, place in ipairs(starting_order()) do words[#words + 1] = spawn(say, place) end
  gather(words)
end

questions = {
  { text = "They are started backwards. Do all of them speak?", answer = "outcome",
    knobs = { start = "backwards" },
    choices = {
      { "yes, and in the right order", is = "finished",
        belief = "Whoever waits must let the others continue. One after another nobody else can." },
      { "no, the third waits for ever", is = "deadlock",
        belief = "Who waits uses no core: the other two start meanwhile, and set the flags one after another." },
    } },
}

words = {
  say = {
    name    = "speaker",
    asleep  = { "{} takes a breath", "speakers take a breath", "speaker takes a breath" },
    blocked = { "{} waits for its turn", "speakers wait for their turn", "speaker waits for its turn" },
    done    = { "{} has spoken", "speakers have spoken", "speaker has spoken" },
  },
}

teaches = "Events put things in order"
builds_on = { "order_of_execution" }
concepts = { "event", "signal", "ordering", "synchronization", "semaphore", "deadlock", "LeetCode 1114",
             "happens before" }
