title = "Which came first"
sentence = "Ann asks, Bob answers, a board sorts it by their clocks. Why does an answer come first?"
about = [[
Ann, Bob and the board are three machines, each with a clock of its own, and Bob's is behind. Ann sends each question to Bob
and to the board; Bob thinks, and sends his answer to Ann and to the board; then Ann asks again. When all has come, the board
sorts it: by the times that Ann and Bob read from their clocks, in the order in which it came, or by Lamport's clocks, which
count and show no time: each message brings its sender's count, and who receives it goes on from the greater of both.
]]
notice = [[
Bob read each question before he answered it, and yet his answers bear earlier times, as soon as his clock is further behind
than a question and a thought take. The order in which all came at the board is no better where Ann's way there is slow. With
Lamport's clocks an answer always has a greater number than its question: whatever one thing can have had an effect on has
a greater number. The other way round it does not hold: of two numbers the smaller may be that of something unrelated.
]]
try = [[
Turn `behind` to 0.2: why are all in order now? Set `gains` to 0.1 and `questions` to 20: Bob's clock runs faster, and from
which question on is all in order? Sort by `arrival` with `ann_to_board` at 2. The tab Text says what each machine's clocks show at each
message, logical ones, too; `simul run which_came_first --events` has them all: of two events that have no way of messages
between them, neither vector is the smaller.
]]

knobs = {
  sort_by      = knob("their clocks", { choices = { "their clocks", "arrival", "Lamport" }, text = "how the board sorts" }),
  behind       = seconds(0.5, { min = 0, max = 60, text = "Bob's clock is behind" }),
  gains        = knob(0.0, { min = -0.1, max = 0.1, text = "and gains so many seconds in each" }),
  latency      = seconds(0.1, { min = 0, max = 10, text = "a message is under way" }),
  ann_to_board = seconds(0.1, { min = 0, max = 10, text = "from Ann to the board" }),
  think        = seconds(0.2, { min = 0, max = 10, text = "before one writes" }),
  questions    = knob(5, { min = 1, max = 100, text = "that Ann asks" }),
}

nodes = {
  { name = "board", cores = 1 },
  { name = "Ann", cores = 1 },
  { name = "Bob", cores = 1, clock_offset = -knob.behind, clock_drift = knob.gains },
}
network = {
  latency = knob.latency,
  links = { { between = { "Ann", "board" }, latency = knob.ann_to_board } },
}

posts   = channel(1024)              -- what the board has received
asked   = on("Bob", channel(8))
replied = on("Ann", channel(8))
swapped = variable(0)                -- answers that stand before their question

-- Sends what was written to the board and to a colleague.
function publish(to, what, number, lamport)
  local post = { what = what, number = number, time = local_time(), lamport = lamport }
  mark(what)
  posts:send(post)
  to:send(post)
end

function ann()
  local lamport = 0
  for number = 1, knob.questions do
    compute(knob.think)
    lamport = lamport + 1
    publish(asked, "question", number, lamport)
    lamport = math.max(lamport, replied:receive().lamport) + 1
  end
end

function bob()
  local lamport = 0
  for number = 1, knob.questions do
    lamport = math.max(lamport, asked:receive().lamport) + 1
    compute(knob.think)
    lamport = lamport + 1
    publish(replied, "answer", number, lamport)
  end
end

-- What the board looks at; what is equal stays as it came.
function key(post)
  if knob.sort_by == "their clocks" then return post.time end
  return knob.sort_by == "Lamport" and post.lamport or post.came
end

function main()
  spawn_on("Ann", ann)
  spawn_on("Bob", bob)
  local list = {}
  for came = 1, 2 * knob.questions do
    local post = posts:receive()
    list[came] = { what = post.what, number = post.number, time = post.time, lamport = post.lamport, came = came }
  end
  compute(knob.think)
  table.sort(list, function(a, b)
    if key(a) ~= key(b) then return key(a) < key(b) end
    return a.came < b.came
  end)
  local seen = {}
  for _, post in ipairs(list) do
    if post.what == "question" then
      seen[post.number] = true
    elseif not seen[post.number] then
      swapped.value = swapped.value + 1
    end
  end
  mark("sorted")
end

presets = {
  { "their clocks", text = "every answer stands before its question", knobs = { sort_by = "their clocks" } },
  { "arrival",      text = "Ann's way to the board is slow: no better", knobs = { sort_by = "arrival", ann_to_board = "0.6" } },
  { "Lamport",      text = "counts in place of times: no answer stands before its question", knobs = { sort_by = "Lamport" } },
}

questions = {
  { text = "Bob's clock is 0.5 s behind, and he answers after 0.3 s. How many of five answers come first?",
    answer = "swapped",
    knobs = { sort_by = "their clocks", behind = "0.5", gains = "0", latency = "0.1", think = "0.2", questions = "5" },
    choices = {
      { "none", is = 0,
        belief = "He had read the question before, but the board sees only what his clock showed." },
      { "one", is = 1, belief = "The first, if his clock were set right after it." },
      { "five", is = 5, belief = "It is so: 0.5 s are more than the 0.3 s from a question to its answer." },
    } },
  { text = "The board sorts by counts: a message brings its sender's, and its receiver goes on from the greater of both. How many "
      .. "of five answers come first?",
    answer = "swapped", knobs = { sort_by = "Lamport" },
    choices = {
      { "none", is = 0, belief = "It is so, whatever the clocks show: the answer's count came from the question's." },
      { "all of them, as before", is = 5, belief = "Counts know nothing of the clock that is behind." },
    } },
  { text = "How many answers come before their question?", answer = "swapped" },
}

words = {
  ann = {
    name    = "Ann",
    running = { "{} writes a question", "askers write questions", "asker writes a question" },
    blocked = { "{} waits for the answer", "askers wait for an answer", "asker waits for the answer" },
  },
  bob = {
    name    = "Bob",
    running = { "{} thinks about an answer", "answerers think", "answerer thinks about an answer" },
    blocked = { "{} waits for a question", "answerers wait for a question", "answerer waits for a question" },
  },
  main = {
    name    = "the board",
    running = { "{} sorts what has come", "boards sort what has come", "board sorts what has come" },
    blocked = { "{} waits for what they write", "boards wait for posts", "board waits for posts" },
  },
}

teaches = "Clocks that differ, and clocks that count"
builds_on = { "two_machines" }
concepts = { "distributed", "clock skew", "clock drift", "Lamport clock", "logical clock", "vector clock", "happened before",
             "causality", "ordering", "timestamp", "time synchronization" }
