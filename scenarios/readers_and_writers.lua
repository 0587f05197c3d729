title = "Readers and writers"
sentence = "Many may read a page at the same time, but who writes it must be alone. Who has to wait, and how long?"
about = [[
Two who read do not disturb each other; who writes disturbs everybody. So readers may be inside together, and a writer
only alone. That leaves a choice: may a reader come in while a writer waits? There are three rules to try, made of one
mutex and one condition. All three keep the page whole. They differ in who is served.
]]
notice = [[
Compare the measures `wait_reader` and `wait_writer`. With `rule` = "readers first" one of the two readers is always
inside, so the writer waits until both have read all they want: 7.5 s. With "in turn" whoever comes waits in one line,
and the writer waits no longer than for those who are inside: 3 s. A rule that lets some wait for as long as others come
starves them.
]]
try = [[
Raise `rounds` under each `rule`: which of the longest waits grow with it, and which stay? Turn `writers` to 2 and `rule`
to "writers first": who is starved now? With one writer nobody is. `simul explore readers_and_writers` follows all
orders: however unfair the rule, nobody reads while somebody writes.
]]
scale = 20
model = "threads"

knobs = {
  rule    = knob("readers first", { choices = { "readers first", "writers first", "in turn" }, text = "who comes in" }),
  readers = knob(2, { min = 0, max = 50, text = "readers" }),
  writers = knob(1, { min = 0, max = 50, text = "writers" }),
  rounds  = knob(2, { min = 1, max = 100, text = "how often each reads or writes" }),
  reading = seconds(3, { min = 0, max = 60, text = "reading takes" }),
  writing = seconds(2, { min = 0, max = 60, text = "writing takes" }),
}

function shared(value) return variable(value, { mmap = true }) end

inside, writing, waiting = shared(0), shared(false), shared(0)  -- readers inside, who writes, writers who wait
door, changed = mutex(), condition()
if knob.rule == "in turn" then line = mutex() end

function join_the_line() if line then line:lock() end end
function leave_the_line() if line then line:unlock() end end

function begin_reading()
  join_the_line()
  door:lock()
  while writing.value or (knob.rule == "writers first" and waiting.value > 0) do changed:wait(door) end
  inside.value = inside.value + 1
  door:unlock()
  leave_the_line()
end

function end_reading()
  door:lock()
  inside.value = inside.value - 1
  changed:notify_all()
  door:unlock()
end

function begin_writing()
  join_the_line()
  door:lock()
  waiting.value = waiting.value + 1
  while writing.value or inside.value > 0 do changed:wait(door) end
  waiting.value = waiting.value - 1
  writing.value = true
  door:unlock()
  leave_the_line()
end

function end_writing()
  door:lock()
  writing.value = false
  changed:notify_all()
  door:unlock()
end

function reader(number)
  sleep(knob.reading / 2 * (number - 1))     -- not all at once
  for round = 1, knob.rounds do
    local came = now()
    begin_reading()
    measure("wait_reader", now() - came)
    sleep(knob.reading)
    expect(not writing.value, "nobody writes while somebody reads")
    end_reading()
    sleep(1)
  end
  mark("read")
end

function writer(number)
  sleep(1)                                   -- a reader is there already
  for round = 1, knob.rounds do
    local came = now()
    begin_writing()
    measure("wait_writer", now() - came)
    sleep(knob.writing)
    expect(inside.value == 0, "nobody reads while somebody writes")
    end_writing()
  end
  mark("written")
end

function main()
  local all = {}
  for number = 1, knob.readers do all[#all + 1] = spawn(reader, number) end
  for number = 1, knob.writers do all[#all + 1] = spawn(writer, number) end
  gather(all)
  print("all is read and written")
end

questions = {
  { text = "Two readers come again and again, and a reader may always join a reader. How long does the writer wait, at "
           .. "most?", answer = "wait_writer", worst = true, unit = "s",
    models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { rule = "readers first", readers = 2, writers = 1, rounds = 2, reading = 3, writing = 2 },
    choices = {
      { "2 s, until the first reader leaves", is = 2,
        belief = "When the first reader leaves, the second is inside, and when that one leaves, the first is back." },
      { "7.5 s, until both have read all they want", is = 7.5,
        belief = "It takes readers who overlap. In this run there was a moment without any." },
      { "for ever", is = 1000, belief = "These readers come twice and no more. If they never stopped, it would be." },
    } },
  { text = "How long does a reader wait, at most?", answer = "wait_reader", worst = true, unit = "s",
    knobs = { rule = "writers first" } },
}

words = {
  reader = {
    name    = "reader",
    asleep  = { "{} does something else", "readers do something else", "reader does something else" },
    blocked = { "{} waits at the door", "readers wait at the door", "reader waits at the door" },
    done    = { "{} has read all", "readers have read all", "reader has read all" },
    at      = { ["sleep(knob.reading)"] = { "{} reads", "readers read", "reader reads" } },
  },
  writer = {
    name    = "writer",
    asleep  = { "{} thinks", "writers think", "writer thinks" },
    blocked = { "{} waits at the door", "writers wait at the door", "writer waits at the door" },
    done    = { "{} has written all", "writers have written all", "writer has written all" },
    at      = { ["sleep(knob.writing)"] = { "{} writes", "writers write", "writer writes" } },
  },
}

presets = {
  { "two writers starve", text = "Readers overlap, and the writers wait for all of them.",
    knobs = { rule = "readers first", readers = 2, writers = 2, rounds = 3 } },
  { "the readers starve", text = "A writer is always waiting, so no reader comes in.",
    knobs = { rule = "writers first", readers = 2, writers = 2, rounds = 3 } },
  { "mended", text = "One line for all: nobody waits for the whole of the others' work.",
    knobs = { rule = "in turn", readers = 2, writers = 2, rounds = 3 } },
}

teaches = "Who may come in, and who starves"
builds_on = { "contention" }
concepts = { "readers-writer lock", "read-write lock", "shared lock", "exclusive lock", "starvation", "fairness",
             "writer preference", "reader preference", "turnstile", "condition variable", "monitor" }
