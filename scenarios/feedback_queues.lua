title = "Feedback queues"
sentence = "A scheduler learns from what a job does. Can a job teach it something false?"
about = [[
A multi-level feedback queue knows nothing of jobs at first: each begins in the first queue, and a job that uses up its
quantum goes one queue down. So jobs that compute for long sink, and those that need the core briefly stay on top. Here
an honest job and a gamer compute for 27 s each; the gamer rests for 0.1 s after each 0.9 s. Every 2 s a key is pressed,
and the editor needs the core for 0.05 s to answer it.
]]
notice = [[
Nobody said which of the three is the editor, and yet no key is more than 0.1 s late: the two others have sunk, and the
editor is still in the first queue. The gamer rests just before its quantum of 1 s would end. That does not help: after
the rest the quantum continues where it was, so the gamer sinks like the honest job. It is done at 56 s, the honest job at
41.5 s.
]]
try = [[
Choose mlfq and turn its parameter io to "renew" (--policy mlfq --set io=renew): a job that rests has a whole quantum
afterwards. Now the gamer never sinks, and is done at 31 s; the honest job has had less than 4 s by then. Set boost=5
besides, which lifts everybody again every 5 s: whom does it help? Then choose round_robin, and look how late the keys
are.
]]
scale = 20
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 1
policy = "mlfq"
quantum = 1

knobs = {
  work   = seconds(27, { min = 0, max = 3600, text = "the honest job and the gamer compute" }),
  piece  = seconds(0.9, { min = 0.001, max = 3600, text = "the gamer computes in pieces of" }),
  rest   = seconds(0.1, { min = 0, max = 3600, text = "after each it rests for" }),
  keys   = knob(10, { min = 0, max = 1000, text = "keys that are pressed" }),
  pause  = seconds(2, { min = 0, max = 3600, text = "from one key to the next" }),
  answer = seconds(0.05, { min = 0, max = 3600, text = "answering a key takes" }),
}

function honest()
  compute(knob.work)
  mark("honest_done")
end

function gamer()
  local left = knob.work
  while left > knob.piece do
    compute(knob.piece)
    left = left - knob.piece
    sleep(knob.rest)
  end
  compute(left)
  mark("gamer_done")
end

function editor()
  for key = 1, knob.keys do
    local due = key * knob.pause             -- when the key is pressed, whatever the editor does meanwhile
    local early = due - now()
    if early > 0 then sleep(early) end
    measure("late", now() - due)
    compute(knob.answer)
  end
end

function main()
  spawn(honest)
  spawn(gamer)
  spawn(editor)
end

presets = {
  { "one line", text = "Round robin learns nothing from what jobs do: a key is 1.6 s late on average.",
    policy = "round_robin" },
  { "fair shares", text = "Who has had the least goes next: a key is 0.09 s late on average.", policy = "cfs" },
  { "nobody games", text = "The gamer does not rest, and is an honest job, too.", knobs = { rest = 0 } },
}

questions = {
  { text = "The gamer rests just before each quantum would end. When is it done?", answer = "gamer_done", unit = "s",
    cores = 1, models = { "threads", "processes" },
    knobs = { work = 27, piece = 0.9, rest = 0.1, keys = 10, pause = 2, answer = 0.05 },
    choices = {
      { "at about 31 s, long before the honest job", is = 31,
        belief = "It would be 31 s if each rest gave the gamer a new quantum." },
      { "at about 56 s, after the honest job", is = 56,
        belief = "It would be about 56 s if the gamer gained nothing by resting." },
    } },
  { text = "By how much is a key late, on average?", answer = "late", unit = "s" },
}

words = {
  honest = {
    name    = "the honest job",
    running = { "{} computes", "honest jobs compute", "honest job computes" },
    ready   = { "{} waits for a core", "honest jobs wait for a core", "honest job waits for a core" },
    done    = { "{} is done", "honest jobs are done", "honest job is done" },
  },
  gamer = {
    name    = "the gamer",
    running = { "{} computes", "gamers compute", "gamer computes" },
    ready   = { "{} waits for a core", "gamers wait for a core", "gamer waits for a core" },
    asleep  = { "{} rests", "gamers rest", "gamer rests" },
    done    = { "{} is done", "gamers are done", "gamer is done" },
  },
  editor = {
    name    = "the editor",
    woken   = "a key was pressed for {}",
    running = { "{} answers a key", "editors answer keys", "editor answers a key" },
    ready   = { "{} wants the core", "editors want the core", "editor wants the core" },
    asleep  = { "{} waits for a key", "editors wait for keys", "editor waits for a key" },
    done    = { "{} is closed", "editors are closed", "editor is closed" },
  },
}

teaches = "Learning from the past"
builds_on = { "short_jobs_first", "the_quantum" }
concepts = { "scheduling", "MLFQ", "multi-level feedback queue", "gaming the scheduler", "priority boost", "starvation",
             "interactive", "response time", "allotment", "CTSS" }

challenges = {
  { title = "Let the gamer win",
    text = "As it is, resting before the end of a quantum gains the gamer nothing. Turn the parameters of the "
           .. "policy until the gamer is done before 32 s, and a key is still less than 0.2 s late on average.",
    turn = { "parameters" }, policy = "mlfq", quantum = 1, cores = 1,
    knobs = { work = 27, piece = 0.9, rest = 0.1, keys = 10, pause = 2, answer = 0.05 },
    goal = { all = { { figure = "gamer_done", below = 32 }, { figure = "late", below = 0.2 } } },
    hints = { "The gamer sinks because its quantum continues where it was when it comes back.",
              "One of the parameters says what I/O does to a quantum.",
              "Turn io to renew." },
    praise = "That was the rule of the first feedback queues: who gives the core up in time stays on top. It was "
             .. "made for editors, and served whoever knew it. Since then the time that was used counts, however "
             .. "it was cut up." },
}
