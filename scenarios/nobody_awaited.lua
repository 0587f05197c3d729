title = "Nobody awaited"
sentence = "Main starts three letters, does some other work and returns. How many of them are sent?"
about = [[
Sending letter 1 takes a second, letter 2 two seconds and letter 3 three. Main starts all three as tasks and awaits none
of them; after 1.5 s of other work it returns. What happens to a task that nobody awaits when main is over? That is not
decided by the task, but by who runs it: an event loop, threads, or threads that nobody is to wait for (daemons).
]]
notice = [[
On an event loop one letter is sent. The loop ends with main, as `asyncio.run` does: letters 2 and 3 are cancelled at
1.5 s, and the finding cut_off names them. Threads, processes and pools are waited for at the end of the program, so there
all three are sent. Daemon threads are not waited for: again only letter 1 is sent. No model tells main that something is
missing.
]]
try = [[
Turn `main` to "awaits all": now all three are sent on every model. On an event loop with `stays` = 0 no letter is sent:
each has begun, as whoever is ready has one more turn, and none is done. Which models care about `started` = "daemons"?
]]
scale = 10
model = "event_loop"

knobs = {
  main    = knob("returns", { choices = { "returns", "awaits all" }, text = "what main does after its other work" }),
  letters = knob(3, { min = 1, max = 50, text = "letters; number n takes n seconds" }),
  stays   = seconds(1.5, { min = 0, max = 600, text = "main's other work takes" }),
  started = knob("tasks", { choices = { "tasks", "daemons" }, text = "how the letters are started" }),
}

sent = variable(0, { mmap = true, atomic = true })

function letter(number)
  sleep(number)                              -- until the mail server has it
  sent:add(1)
  print("letter " .. number .. " is sent")
end

function main()
  local start = knob.started == "daemons" and daemon or spawn
  local letters = {}
  for number = 1, knob.letters do letters[number] = start(letter, number) end
  sleep(knob.stays)                          -- main's other work
  if knob.main == "awaits all" then gather(letters) end
  mark("main_returns")
  print("main returns")
end

questions = {
  { text = "Three letters take 1, 2 and 3 s. Main returns after 1.5 s on an event loop. How many letters are sent?",
    answer = "sent", models = { "event_loop" },
    knobs = { main = "returns", letters = 3, stays = 1.5, started = "tasks" },
    choices = {
      { "none", is = 0, belief = "A task begins and continues while main waits: letter 1 was done before main returned." },
      { "one", is = 1, belief = "It would be so if the run ended with main." },
      { "all three", is = 3, belief = "The loop ends with main. Whoever is not done then is cancelled." },
    } },
  { text = "Main returns after 1.5 s and awaits nobody. How many of the three letters are sent by threads?",
    answer = "sent", models = { "threads", "threads_gil" },
    knobs = { main = "returns", letters = 3, stays = 1.5, started = "tasks" },
    choices = {
      { "one", is = 1, belief = "It would be so if they ended with main. A program waits for its threads." },
      { "all three", is = 3, belief = "It would be so if the program waited for whoever is left." },
    } },
  { text = "The letters are daemon threads. Main returns after 1.5 s. How many of the three are sent?",
    answer = "sent", models = { "threads", "threads_gil", "processes" },
    knobs = { main = "returns", letters = 3, stays = 1.5, started = "daemons" },
    choices = {
      { "one", is = 1, belief = "It would be so if nobody waited for a daemon." },
      { "all three", is = 3, belief = "That is what threads do. A daemon is a thread that nobody waits for." },
    } },
  { text = "How many letters are sent?", answer = "sent" },
}

words = {
  letter = {
    name      = "letter",
    woken     = "the server has {}",
    asleep    = { "{} is on its way", "letters are on their way", "letter is on its way" },
    done      = { "{} is sent", "letters are sent", "letter is sent" },
    cancelled = { "{} is lost", "letters are lost", "letter is lost" },
  },
  main = { at = { ["sleep(knob.stays)"] = { "main does other work", "tasks do other work", "task does other work" } } },
}

why = { main_returns = "Main has nothing left to do." }

presets = {
  { "awaited", text = "Main gathers all three before it returns.", model = "event_loop", knobs = { main = "awaits all" } },
  { "returns at once", text = "Each letter has begun, and none is sent.", model = "event_loop",
    knobs = { main = "returns", stays = 0 } },
  { "threads", text = "A program waits for its threads, awaited or not.", model = "threads",
    knobs = { main = "returns", started = "tasks" } },
  { "daemon threads", text = "Threads that nobody waits for.", model = "threads",
    knobs = { main = "returns", started = "daemons" } },
}

teaches = "Who waits for whom at the end"
builds_on = { "coroutine_objects" }
concepts = { "asyncio.run", "task", "fire and forget", "background task", "orphaned task", "daemon thread", "join", "await",
             "gather", "structured concurrency", "cancel", "event loop", "main" }

challenges = {
  { title = "Lose all of the mail",
    text = "Two letters on an event loop. You choose who does the next step. Let the run end before any letter is sent.",
    goal = { at = "end", variable = "sent", equals = 0 },
    clicks = 3, model = "event_loop", knobs = { main = "returns", letters = 2, started = "tasks" },
    hints = { "Main starts the letters, and then it waits for its other work.",
              "When main's own wait is over, it may continue before the letters do.",
              "Choose main whenever it can do a step." },
    praise = "Nothing in the program says that a letter comes before main's return. So an order exists in which none does." },
}
