title = "Four count together"
sentence = "Four tasks count to 15, each says only its own kind of number. How does each know that it is its turn?"
about = [[
One task says the numbers that 3 divides ("fizz"), one those that 5 divides ("buzz"), one those that 15 divides ("fizzbuzz"),
and one all others. They share the number that is next. Whoever finds that it is not its own waits at a condition; whoever has
said its number counts on, and notifies. But whom? The next speaker may be any of the other three, or the same again.
]]
notice = [[
With `wake` = "all", everybody looks after each number, and one of them continues: 1, 2, fizz, 4, buzz. With "one" whoever has
waited longest is woken, which need not be the one whose turn it is. It looks, waits again, and wakes nobody. On threads they
stop before 4: all four wait for ever, though one of them could continue if only it looked.
]]
try = [[
Count in the result how often somebody is woken only to look and wait again: `looked_in_vain`. Four conditions, one for each
kind of number, would wake exactly one, the right one: write that. With `wake` = "one", does `simul explore fizz_buzz --set
wake=one --set upto=3` find an order that ends well?
]]
scale = 10
model = "threads"
unsuited = {
  sequential = "the first one would wait for its number, and nobody could count on meanwhile",
}

knobs = {
  wake = knob("all", { choices = { "all", "one" }, text = "whom a number wakes" }),
  upto = knob(15, { min = 1, max = 300, text = "count up to" }),
  says = seconds(1, { min = 0, max = 60, text = "to say a number takes" }),
}

current = variable(1, { mmap = true })         -- the number that is next
looked_in_vain = variable(0, { mmap = true })
counting, changed = mutex(), condition()

function kind_of(number)
  if number % 15 == 0 then return "fizzbuzz" end
  return number % 3 == 0 and "fizz" or number % 5 == 0 and "buzz" or "number"
end

function count(kind)
  counting:lock()
  while current.value <= knob.upto do
    if kind_of(current.value) == kind then
      sleep(knob.says)
      print(kind == "number" and current.value or kind)
      current.value = current.value + 1
      if knob.wake == "all" then changed:notify_all() else changed:notify() end
    else
      changed:wait(counting)
      if current.value <= knob.upto and kind_of(current.value) ~= kind then
        looked_in_vain.value = looked_in_vain.value + 1
      end
    end
  end
  if knob.wake == "one" then changed:notify() end      -- the next one may go home, too
  counting:unlock()
end

function main()
  local all = {}
  for place, kind in ipairs({ "fizz", "buzz", "fizzbuzz", "number" }) do all[place] = spawn(count, kind) end
  gather(all)
  print("counted to " .. current.value - 1)
end

questions = {
  { text = "Each number wakes one of those who wait. Do they count to 15?", answer = "outcome", knobs = { wake = "one", upto = 15 },
    models = { "threads", "threads_gil", "processes", "event_loop" },
    choices = {
      { "yes", is = "finished", belief = "The one that is woken need not be the one whose turn it is, and it wakes nobody." },
      { "no, all wait in the end", is = "deadlock",
        belief = "It would be so if the wrong one was woken at some number." },
    } },
  { text = "Each number wakes all. Do they count to 15?", answer = "outcome", knobs = { wake = "all", upto = 15 },
    models = { "threads", "threads_gil", "processes", "event_loop" },
    choices = {
      { "yes", is = "finished", belief = "It would be so if whoever has its turn was always among those who are woken." },
      { "no, all wait in the end", is = "deadlock", belief = "Everybody looks after each number, so whoever has its turn finds that." },
    } },
}

words = {
  count = {
    name    = "the counter of",
    asleep  = { "{} speaks", "counters speak", "counter speaks" },
    blocked = { "{} waits", "counters wait", "counter waits" },
    done    = { "{} is done", "counters are done", "counter is done" },
  },
}

presets = {
  { "one is woken", text = "The longest waiter is woken, which need not be the right one.", knobs = { wake = "one", upto = 15 } },
}

teaches = "Wake everybody who might continue"
builds_on = { "print_in_order" }
concepts = { "condition variable", "notify", "notify_all", "monitor", "LeetCode 1195", "fizz buzz", "ordering", "lost wakeup",
             "predicate", "spurious wakeup", "synchronization", "deadlock" }

challenges = {
  { title = "Mend the counting", mend = true,
    text = "Change the source until they count to 3 in every order. The knob `wake` stays at \"one\": mend the code.",
    goal = { at = "end", variable = "current", equals = 4 },
    knobs = { wake = "one", upto = 3 },
    hints = { "The one who is woken may not be the one whose turn it is.",
              "If you cannot know which task can continue, wake all, and let them look.",
              "changed:notify_all() after each number, and at the end." },
    praise = "notify is right where all waiters wait for the same. Here each waits for something else." },
}
