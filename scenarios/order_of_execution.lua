title = "The order of execution"
sentence = "Four clerks fill in ten lines each. How much does it cost if some of the lines have to go into one common book?"
about = [[
A line takes 0.1 s. Lines of one's own can be filled in at any time, in any order, by as many clerks as there are: the result
is the same. Lines of the common book need the book, and there is one, so a clerk takes it (a mutex), writes the line, and
puts it back. The knob `shared` is the percentage of lines that go into the book: from 0, where nobody needs anybody, to
100, where all want the same thing all the time.
]]
notice = [[
On four cores, with nothing shared, all is done after 1 s, four times as fast as one clerk alone. With 50 % it takes 2.5 s,
with 100 % it takes 4 s: as long as one after another, for only one writes at a time, and the others wait. Look at the
results, too. What a clerk has of its own is the same in every run. What stands in the book (`last_line`) depends on who came
when: each line says twice the line before, plus the clerk's number.
]]
try = [[
Turn `start` to "backwards": which of the results change? `simul explore order_of_execution --set clerks=2 --set lines=2
--set shared=0` finds one result for all orders; with shared=100 each of the six orders has its own. Then `simul sweep
order_of_execution --over shared=0..100:25 --over cores=1,2,4,8 --measure all_done`: from where on do more cores not help?
]]
scale = 5
model = "threads"
cores = 4

knobs = {
  shared = knob(50, { min = 0, max = 100, text = "percent of the lines that go into the common book" }),
  clerks = knob(4, { min = 1, max = 8, text = "clerks" }),
  lines  = knob(10, { min = 1, max = 100, text = "lines of each clerk" }),
  line   = seconds(0.1, { min = 0, max = 60, text = "a line takes" }),
  start  = knob("forwards", { choices = { "forwards", "backwards" }, text = "in which order the clerks are started" }),
}

book = mutex()
last_line = variable(0, { mmap = true, atomic = true })  -- what stands in the last line of the book

local shared_lines = math.floor(knob.lines * knob.shared / 100)

function clerk(number)
  local own = 0
  for line = 1, knob.lines - shared_lines do
    compute(knob.line)
    own = own + line * number                  -- needs nobody, and nobody needs it
  end
  for _ = 1, shared_lines do
    book:lock()
    compute(knob.line)
    last_line.value = (2 * last_line.value + number) % 1000003
    book:unlock()
  end
  return own
end

function main()
  local clerks = {}
  for place = 1, knob.clerks do
    local number = knob.start == "forwards" and place or knob.clerks + 1 - place
    clerks[number] = spawn(clerk, number)
  end
  for number, own in ipairs(gather(clerks)) do print("clerk " .. number .. " has " .. own) end
  mark("all_done")
end

questions = {
  { text = "Four clerks, four cores, ten lines of 0.1 s each. All lines go into the one book. When are all done?",
    answer = "all_done", models = { "threads", "processes" }, cores = 4,
    knobs = { shared = 100, clerks = 4, lines = 10, line = 0.1 },
    choices = {
      { "after one second", is = 1, belief = "There are four cores, but one book: three clerks wait at any time." },
      { "after four seconds", is = 4, belief = "It would be so if only one of them wrote at a time." },
    } },
  { text = "Half of the lines go into the book. When are all forty lines written?", answer = "all_done",
    models = { "threads", "processes" }, cores = 4, knobs = { shared = 50, clerks = 4, lines = 10, line = 0.1 },
    choices = {
      { "after 1 s: there are four cores", is = 1, belief = "The first half needs 0.5 s. The lines of the book come one by one." },
      { "after 2.5 s", is = 2.5, belief = "It would be so if half of the work was done by four, and half by one at a time." },
      { "after 4 s", is = 4, belief = "It would be so if only one of them worked at a time. Half of the lines need no book." },
    } },
  { text = "When are all lines written?", answer = "all_done", unit = "s" },
}

words = {
  clerk = {
    name    = "clerk",
    running = { "{} writes", "clerks write", "clerk writes" },
    ready   = { "{} is ready", "clerks are ready", "clerk is ready" },
    blocked = { "{} waits for the book", "clerks wait for the book", "clerk waits for the book" },
    done    = { "{} is done", "clerks are done", "clerk is done" },
  },
}

why = { all_done = knob.shared .. " % of the lines went into the book, one at a time." }

presets = {
  { "nothing shared", text = "Nobody needs anybody: four times as fast on four cores.", model = "threads", cores = 4,
    knobs = { shared = 0 } },
  { "all shared", text = "Four cores, and no faster than one.", model = "threads", cores = 4, knobs = { shared = 100 } },
  { "another order", text = "The same work, started backwards: who has the same result?", model = "threads", cores = 4,
    knobs = { shared = 50, start = "backwards" } },
}

teaches = "What is shared must take turns"
builds_on = { "two_cashiers" }
concepts = { "parallel", "concurrent", "independent tasks", "shared state", "determinism", "order of execution", "Amdahl",
             "serial fraction", "speedup", "mutex", "contention", "interleaving", "embarrassingly parallel" }
