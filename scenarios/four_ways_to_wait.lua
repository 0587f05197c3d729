title = "Four ways to wait"
sentence = "Two speakers say three words each, and each word takes a second. In four ways they take turns. Which ways take half the time?"
about = [[
There are four ways to leave a piece of work in the middle and to continue with another, in one thread. With callbacks each word
is a task of its own, and when it is said, a function starts the next. A generator gives a value and stands still until
somebody goes into it again. A greenlet switches to another by name. With async and await a task is left wherever it waits, and
whoever is ready continues. All four say A1, B1, A2, B2, A3, B3. Are they the same?
]]
notice = [[
On an event loop the lines are the same, and the times are not. With awaits and callbacks all is said after 3 s: while A waits
for a word to be over, B continues. With generators and greenlets it takes 6 s: they pass control, but only where they say so, and
a wait inside one of them keeps all of them, as they are parts of one task. To take turns is one thing, to wait at the same
time is another: for that somebody must know who waits for what, and that is the event loop.
]]
try = [[
See in the timeline how many tasks each way needs: one, three, or one for each word. Where does each way have to be marked in
the text: at the end of each word, at each `give`, at each `switch`, or nowhere? Run "awaits" on threads: what changes in the
order?
]]
scale = 10
model = "event_loop"

knobs = {
  way   = knob("awaits", { choices = { "callbacks", "generators", "greenlets", "awaits" }, text = "how they take turns" }),
  words = knob(3, { min = 1, max = 50, text = "words of each" }),
  takes = seconds(1, { min = 0, max = 60, text = "a word takes" }),
}

function say(who, word)
  sleep(knob.takes)
  print(who .. word)
end

-- Callbacks: each word is a task; when it is said, the next one is started.
if knob.way == "callbacks" then finished = channel(2) end

function one_word(who, word)
  say(who, word)
  return { who = who, word = word }
end

function go_on(said)
  local it = said:result()
  if it.word == knob.words then return finished:send(it.who) end
  spawn(one_word, it.who, it.word + 1):add_done_callback(go_on)
end

function by_callbacks()
  spawn(one_word, "A", 1):add_done_callback(go_on)
  spawn(one_word, "B", 1):add_done_callback(go_on)
  finished:receive()
  finished:receive()
end

-- Generators: each stands still after a word, and main goes into one after the other.
function speaker(give, who)
  for word = 1, knob.words do
    say(who, word)
    give(word)
  end
end

function by_generators()
  local a, b = generator(speaker, "A"), generator(speaker, "B")
  for _ = 1, knob.words do
    a:next()
    b:next()
  end
end

-- Greenlets: each switches to the other after a word.
function by_greenlets()
  local a, b
  a = greenlet(function() for word = 1, knob.words do say("A", word) b:switch() end end)
  b = greenlet(function() for word = 1, knob.words do say("B", word) a:switch() end end)
  a:switch()
end

-- Awaits: two tasks; each is left where it waits.
function talk(who) for word = 1, knob.words do say(who, word) end end

function by_awaits() gather{ spawn(talk, "A"), spawn(talk, "B") } end

function main()
  if knob.way == "callbacks" then by_callbacks()
  elseif knob.way == "generators" then by_generators()
  elseif knob.way == "greenlets" then by_greenlets()
  else by_awaits() end
  mark("all_said")
end

questions = {
  { text = "Two tasks say three words of a second each, and await each word. When is all said?", answer = "all_said",
    models = { "event_loop", "threads", "threads_gil" }, knobs = { way = "awaits", words = 3, takes = 1 },
    choices = {
      { "after three seconds", is = 3, belief = "It would be so if both waited at the same time." },
      { "after six seconds", is = 6, belief = "While A waits for a word to be over, B continues: both wait at the same time." },
    } },
  { text = "Two generators say three words of a second each, and main goes into them in turn. When is all said?",
    answer = "all_said", knobs = { way = "generators", words = 3, takes = 1 },
    choices = {
      { "after three seconds", is = 3,
        belief = "They are parts of one task. While one of them waits, nobody goes into the other." },
      { "after six seconds", is = 6, belief = "It would be so if a wait in one kept the other from continuing." },
    } },
  { text = "Two greenlets switch to each other after each word of a second. When is all said?", answer = "all_said",
    knobs = { way = "greenlets", words = 3, takes = 1 },
    choices = {
      { "after three seconds", is = 3, belief = "They switch after a word, not while it is said: the waits add up." },
      { "after six seconds", is = 6, belief = "It would be so if the waits added up." },
    } },
}

words = {
  one_word = { name = "a word of", asleep = { "{} is said", "words are said", "word is said" },
               done = { "{} is over", "words are over", "word is over" } },
  talk     = { name = "speaker", asleep = { "{} says a word", "speakers say a word", "speaker says a word" },
               done = { "{} has said all", "speakers have said all", "speaker has said all" } },
  main     = { asleep = { "main says a word", "tasks say a word", "task says a word" } },
}

why = { all_said = "All words are said." }

presets = {
  { "callbacks", text = "Each word is a task, and starts the next when it is over.", knobs = { way = "callbacks" } },
  { "generators", text = "Main goes into one after the other: one task, and waits that add up.", knobs = { way = "generators" } },
  { "greenlets", text = "Each switches to the other: one task, and waits that add up.", knobs = { way = "greenlets" } },
}

teaches = "To take turns is not to wait together"
builds_on = { "inside_the_event_loop" }
concepts = { "callback", "generator", "yield", "greenlet", "gevent", "async/await", "await", "coroutine", "asynchronous",
             "cooperative", "event loop", "stackful", "stackless", "control flow" }
