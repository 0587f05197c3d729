title = "Map and reduce"
sentence = "Three machines count the words of a text. One of them is slow, or dies. Is every word counted, and only once?"
about = [[
A master shares out a text, a line at a time: it sends one to each machine that has nothing to do. The machine counts the words
of its line (map) and sends the counts back; the master adds them up (reduce), and sends the next line. For each line that it
sends it sets an alarm: if no answer has come by then, another machine has to do that line again, before all others.
]]
notice = [[
To the master a slow machine looks like a dead one: no answer comes. So it does the same in both cases, and the line is done
again. When the machine was dead, nothing else comes of it. When it was only slow, there are two answers for one line. As
counting a line gives the same whoever does it, either will do; but only one may be added.
]]
try = [[
Turn `what` from one choice to the next, and `adds` to "every answer". Make `patience` shorter than a line takes: how much is
done twice? Make it longer than the slow machine takes. Cut a link: `simul run map_and_reduce --cut master-C@1:3`. In all orders
of two lines on two machines, one of which may crash at any moment, every word is counted once: `simul explore map_and_reduce
--preset "two lines" --faults crash=1`. With `--set lines=3 --set adds="every answer" --faults 0` it is not, though none crashes.
]]

knobs = {
  what     = knob("nothing", { choices = { "nothing", "one is slow", "one dies" }, text = "that goes wrong" }),
  adds     = knob("one answer a line", { choices = { "one answer a line", "every answer" }, text = "what the master adds up" }),
  lines    = knob(12, { min = 1, max = 200, text = "lines of text" }),
  machines = knob(3, { min = 1, max = 8, text = "machines that count" }),
  work     = seconds(1, { min = 0, max = 60, text = "to count the words of a line" }),
  slower   = knob(4, { min = 1, max = 100, text = "times as long on the machine that is slow" }),
  dies_at  = seconds(2.5, { min = 0, max = 600, text = "the machine that dies" }),
  latency  = seconds(0.05, { min = 0, max = 10, text = "a message is under way" }),
  patience = seconds(2, { min = 0.01, max = 600, text = "until a line is done again" }),
}

text = {
  "the early bird catches the worm", "many hands make light work", "the more the merrier", "all roads lead to rome",
  "the pen is mightier than the sword", "out of the frying pan into the fire", "the devil is in the detail",
  "a watched pot never boils", "it is the last straw that breaks the back of the camel", "too many cooks spoil the broth",
  "the squeaky wheel gets the grease", "all is well that ends well",
}

names, nodes = {}, { { name = "master", cores = 1 } }
for number = 1, knob.machines do
  names[number] = string.char(string.byte("A") + number - 1)
  nodes[number + 1] = { name = names[number], cores = 1 }
end
network = { latency = knob.latency }

inbox   = channel(1024)                      -- of the master: answers, and alarms
tasks   = {}                                 -- of each machine
for number, name in ipairs(names) do tasks[number] = on(name, channel(8)) end
counted = variable(0)                        -- words
again   = variable(0)                        -- lines that were sent once more

-- How often each word is in this line.
function map(line)
  local counts = {}
  for word in text[(line - 1) % #text + 1]:gmatch("%a+") do counts[word] = (counts[word] or 0) + 1 end
  return counts
end

-- Adds them to the total; gives the number of words.
function reduce(total, counts)
  local words = 0
  for word, count in pairs(counts) do
    total[word] = (total[word] or 0) + count
    words = words + count
  end
  return words
end

function machine(me)
  local slow = knob.what == "one is slow" and me == knob.machines
  while true do
    local line = tasks[me]:receive()
    compute(knob.work * (slow and knob.slower or 1))
    inbox:send({ from = me, line = line, counts = map(line) })
  end
end

function alarm(line)
  sleep(knob.patience)
  inbox:send({ late = line })
end

function disaster()
  sleep(knob.dies_at)
  crash(names[knob.machines])
end

function main()
  local todo, idle, sent, answered, missing = {}, {}, {}, {}, knob.lines
  local total, sum, repeated = {}, 0, 0
  for line = 1, knob.lines do todo[line] = line end
  for number, name in ipairs(names) do
    spawn_on(name, { daemon = true }, machine, number)
    idle[number] = number
  end
  if knob.what == "one dies" then spawn({ daemon = true }, disaster) end
  while missing > 0 do
    while #todo > 0 and #idle > 0 do
      local line = table.remove(todo, 1)
      if not answered[line] then
        if sent[line] then repeated = repeated + 1 end
        sent[line] = true
        tasks[table.remove(idle, 1)]:send(line)
        spawn({ daemon = true }, alarm, line)
      end
    end
    local it = inbox:receive()
    if it.late then
      if not answered[it.late] then table.insert(todo, 1, it.late) end
    else
      if not answered[it.line] then missing = missing - 1 end
      if not answered[it.line] or knob.adds == "every answer" then
        sum = sum + reduce(total, it.counts)
      end
      answered[it.line] = true
      table.insert(idle, it.from)
    end
  end
  mark("all_counted")
  counted.value = sum
  again.value = repeated
  print("the: " .. (total.the or 0))
  local alone = 0
  for line = 1, knob.lines do alone = alone + reduce({}, map(line)) end
  expect(sum == alone, "every word is counted once")
end

presets = {
  { "all well",         text = "three machines, four lines each: 4.4 s", knobs = { what = "nothing" } },
  { "one slow machine", text = "its lines are done again, and added once: 7.2 s", knobs = { what = "one is slow" } },
  { "one dies",         text = "what it had not answered is done again: 5.5 s", knobs = { what = "one dies" } },
  { "counted twice",    text = "one is slow, and every answer is added", knobs = { what = "one is slow", adds = "every answer" } },
  { "two lines",        text = "so few that all orders of events can be explored", knobs = { lines = "2", machines = "2" } },
}

questions = {
  { text = "Three machines take 4.4 s for twelve lines. Now one of them takes four times as long for a line. When are all counted?",
    answer = "all_counted", unit = "s",
    knobs = { what = "one is slow", lines = "12", machines = "3", work = "1", slower = "4", latency = "0.05", patience = "2" },
    choices = {
      { "after 4.4 s, as before", is = 4.4, belief = "The two others have to do what the slow one does not." },
      { "after about 7 s", is = 7.2, belief = "It is so: the two others do eleven of the twelve lines." },
      { "after about 16 s", is = 16.4, belief = "It would be so if each machine had four lines from the beginning. Here one that is "
        .. "slow is sent fewer." },
    } },
  { text = "The text has 76 words. One machine is slow, so two of its lines are done again; every answer is added. "
      .. "How many words are counted?", answer = "counted",
    knobs = { what = "one is slow", adds = "every answer", lines = "12", machines = "3", work = "1", slower = "4",
              latency = "0.05", patience = "2" },
    choices = {
      { "76", is = 76, belief = "It would be so if what was done again had never been answered." },
      { "more than 76", is = 80, belief = "It is so: the slow machine does answer, later, and its line is added twice." },
      { "fewer than 76", is = 66, belief = "No line is left out: what is not answered is done again." },
    } },
  { text = "When are all words counted?", answer = "all_counted", unit = "s" },
}

words = {
  machine = {
    name    = "machine",
    running = { "{} counts words", "machines count words", "machine counts words" },
    blocked = { "{} waits for a line", "machines wait for a line", "machine waits for a line" },
  },
  alarm = {
    name   = "alarm",
    asleep = { "{} is set", "alarms are set", "alarm is set" },
  },
  main = {
    name    = "the master",
    blocked = { "{} waits for an answer", "masters wait for an answer", "master waits for an answer" },
  },
  disaster = { name = "disaster" },
}

teaches = "Work shared out, done again, and counted once"
builds_on = { "two_machines", "split_the_work" }
concepts = { "distributed", "MapReduce", "map", "reduce", "word count", "straggler", "speculative execution", "backup task",
             "fault tolerance", "idempotence", "timeout", "crash", "master", "worker", "Hadoop", "Spark" }

challenges = {
  { title = "Count once by waiting",
    text = "One machine is slow, and the master adds every answer, so 80 words are counted where there are 76. Turn `patience` "
           .. "until all 76 are counted, and no line is done twice.",
    goal = { at = "end", all = { { variable = "counted", equals = 76 }, { variable = "again", equals = 0 } } },
    turn = { "patience" }, model = "threads",
    knobs = { what = "one is slow", adds = "every answer", lines = 12, machines = 3, work = 1, slower = 4, latency = 0.05 },
    hints = { "A line is done again when its alarm comes before its answer.",
              "The slow machine needs 4 s for a line, and the messages take their time.",
              "Turn `patience` to 5 s." },
    praise = "It works as long as nobody is slower than that. Then look how long all take, and how long a dead machine would "
             .. "keep them waiting: to add one answer a line is right with any patience." },
}
