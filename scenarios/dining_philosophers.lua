title = "The dining philosophers"
sentence = "Five philosophers, five forks, and two are needed to eat."
about = [[
Five philosophers sit around a table, a fork between each two of them. They think, then they get hungry: each takes the
fork on the left, reaches for the one on the right, eats, and puts both back. Each of them does what is right. Together
they starve, when all have taken their left fork: each waits for a neighbour, and the last one for the first.
]]
notice = [[
On threads the run stops after 1.1 s, and the finding tells the whole circle: who waits for which fork, and who holds
it. Every cure breaks the circle in one place. One after another there is never a circle. And a pool of four workers is
a cure too: only four of the five are ever at the table.
]]
try = [[
Turn `cure` to "ordered" (everybody takes the fork with the lower number first), "waiter" (all but one may reach for
forks) or "try" (who does not get the second fork puts the first one back). Which is the fastest? What would happen with
"try" if all paused equally long? How few `philosophers` can starve?
]]
scale = 10
model = "threads"

knobs = {
  philosophers = knob(5, { min = 2, max = 100, text = "philosophers, and forks" }),
  meals        = knob(2, { min = 1, max = 1000, text = "meals of each" }),
  cure         = knob("none", { choices = { "none", "ordered", "waiter", "try" }, text = "against the deadlock" }),
  thinking     = seconds(1, { min = 0, max = 60, text = "thinking takes" }),
  reaching     = seconds(0.1, { min = 0, max = 60, text = "from the first fork to the second" }),
  eating       = seconds(1, { min = 0, max = 60, text = "a meal takes" }),
}

forks = {}
for place = 1, knob.philosophers do forks[place] = mutex() end
if knob.cure == "waiter" then waiter = semaphore(knob.philosophers - 1) end

function take_forks(first, second)
  first:lock()
  sleep(knob.reaching)
  if knob.cure ~= "try" then return second:lock() end
  while not second:try_lock() do
    first:unlock()
    sleep(random() * knob.thinking)          -- not all equally long
    first:lock()
  end
end

function philosopher(place)
  local left, right = place, place % knob.philosophers + 1
  if knob.cure == "ordered" and right < left then left, right = right, left end
  for meal = 1, knob.meals do
    sleep(knob.thinking)
    if knob.cure == "waiter" then waiter:acquire() end
    take_forks(forks[left], forks[right])
    sleep(knob.eating)
    forks[left]:unlock()
    forks[right]:unlock()
    if knob.cure == "waiter" then waiter:release() end
    mark("eaten")
  end
end

function main()
  local diners = {}
  for place = 1, knob.philosophers do diners[place] = spawn(philosopher, place) end
  gather(diners)
end

presets = {
  { "ordered forks", text = "Everybody takes the fork with the lower number first.", knobs = { cure = "ordered" } },
  { "a waiter", text = "A waiter lets one fewer sit down than there are philosophers.", knobs = { cure = "waiter" } },
  { "give way", text = "Who does not get the second fork puts the first one down.", knobs = { cure = "try" } },
}

questions = {
  { text = "Do all of them eat?", answer = "outcome",
    choices = {
      { "yes", is = "finished",
        belief = "Each does what is right, and yet: once each holds a fork, each waits for the next, in a circle." },
      { "no", is = "deadlock",
        belief = "It takes a whole circle of waiting to starve them, and this run had none." },
    } },
}

words = {
  philosopher = {
    name    = "philosopher",
    blocked = { "{} is hungry", "are hungry", "is hungry" },
    done    = { "{} has eaten enough", "have eaten enough", "has eaten enough" },
    at = {
      ["sleep(knob.thinking)"] = { "{} thinks", "think", "thinks" },
      ["sleep(knob.reaching)"] = { "{} reaches for the second fork", "reach for the second fork",
                                   "reaches for the second fork" },
      ["sleep(knob.eating)"] = { "{} eats", "eat", "eats" },
      ["sleep(random()"] = { "{} pauses, without a fork", "pause", "pauses" },
    },
  },
}

teaches = "Deadlock and its cures"
builds_on = { "two_accounts" }
concepts = { "deadlock", "starvation", "livelock", "semaphore", "circular wait", "lock ordering", "hold and wait",
             "Dijkstra", "Coffman", "try lock" }

challenges = {
  { title = "Starve all five",
    text = "You choose who does the next step. Let them sit there forever, each with one fork.",
    goal = { all = { { held = "forks" }, { outcome = "deadlock" } } },
    clicks = 14, knobs = { philosophers = 5, meals = 1, cure = "none" },
    hints = { "Each takes the left fork first. Who gets the second one eats, and frees both.",
              "Let everybody take the left fork before anybody takes the right one.",
              "Go around the table: thinking, the left fork, and on to the next." },
    praise = "Each holds what the neighbour waits for, all around the table. Take one fork, one philosopher or the habit "
             .. "of holding on away, and there is no circle." },
  { title = "Feed them all", mend = true,
    text = "Three philosophers are enough to starve. Change the source until everybody eats in every order. The knob "
           .. "`cure` stays at \"none\": mend the code.",
    goal = { at = "end", all = { { mark = "eaten", equals = 3 }, { task = "philosopher", is = "done", equals = 3 } } },
    knobs = { philosophers = 3, meals = 1, cure = "none" },
    hints = { "A circle of waiting needs everybody to take the fork of the same side first.",
              "What if one of them took the right fork first?",
              "In philosopher(): if right < left then left, right = right, left end." },
    praise = "Forks are now taken in the order of their numbers. Who holds the highest waits for nobody, so somebody can "
             .. "always continue." },
}
