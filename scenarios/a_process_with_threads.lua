title = "A process with threads"
sentence = "Three guests write on the wall, into a book and on a slip in the pocket. What does the next one find?"
about = [[
A thread shares the memory of its process with all other threads there; only its stack, and what is declared thread-local, is
its own. A process that is forked begins with a copy of what the one thread that forked it saw at that moment: of all its
variables, and of what was thread-local for that thread. Other threads are not copied. Memory that is mapped for all is one.
Here `wall` is an ordinary variable, `book` lies in mapped memory, `pocket` is thread-local and `badge` a context variable.
]]
notice = [[
On threads main sees three names on the wall, and each guest begins with an empty pocket. In processes each guest writes on a
copy of the wall, finds a copy of main's slip in the pocket, and only the book has all three names. On an event loop all guests
are one thread, so each finds the slip of the one before, and main's own is gone. A worker of a pool keeps its pocket, so a
guest may find the slip of somebody who was long gone. The badge of main is never changed by a guest, on any model.
]]
try = [[
Turn `come` to "together" on the event loop: who still has the own slip after a moment? Turn `slip` to "badge": asyncio gives
each task a copy of its spawner's context. Then choose the thread pool with "one by one" and one worker.
]]
scale = 1
model = "threads"
cores = 2

knobs = {
  come   = knob("one by one", { choices = { "one by one", "together" }, text = "how the guests come" }),
  slip   = knob("pocket", { choices = { "pocket", "badge" }, text = "where a guest keeps the own number" }),
  guests = knob(3, { min = 1, max = 50, text = "guests" }),
}

wall   = variable(0, { atomic = true })        -- one for all threads of a process
book   = variable(0, { mmap = true, atomic = true }) -- one for all processes, too
mixed  = variable(0, { mmap = true })          -- guests who found another number than their own
pocket = thread_local()                        -- one for each thread
badge  = context_variable("no badge")          -- one for each task

function own_number() return knob.slip == "pocket" and pocket.slip or badge:get() end

function guest(number)
  local found = pocket.slip or "nothing"
  wall:add(1)
  book:add(1)
  pocket.slip = number
  badge:set(number)
  sleep(0.1)                                   -- others may come in
  local names, lines = wall.value, book.value
  if own_number() ~= number then mixed:add(1) end
  expect(own_number() == number, "a guest finds its own number")
  print("guest " .. number .. " finds " .. found .. ", and sees " .. names .. " on the wall, " .. lines .. " in the book")
end

function main()
  pocket.slip = "main's slip"
  badge:set("main's badge")
  local guests = {}
  for number = 1, knob.guests do
    guests[number] = spawn(guest, number)
    if knob.come == "one by one" then await(guests[number]) end
  end
  gather(guests)
  mark("all_gone")
  print("main sees " .. wall.value .. " on the wall, " .. book.value .. " in the book")
  print("main has " .. pocket.slip .. ", and " .. badge:get())
end

questions = {
  { text = "Three guests write on the wall, an ordinary variable. How many names does main see there in the end?",
    answer = "wall", knobs = { guests = 3 }, models = { "threads", "processes", "event_loop" },
    choices = {
      { "none", is = 0, belief = "Threads, and all tasks of a loop, are in one process: they write on main's wall." },
      { "one", is = 1, belief = "A guest in a process of its own sees one name, on its own copy. Main sees the wall of main." },
      { "three", is = 3, belief = "Each process has a copy of the wall, which goes with it." },
    } },
  { text = "Three guests come together to an event loop, and each puts its number into the thread-local pocket. How many find "
           .. "another number there a moment later?",
    answer = "mixed", knobs = { come = "together", slip = "pocket", guests = 3 }, models = { "event_loop" },
    choices = {
      { "none: a pocket is one's own", is = 0,
        belief = "It is the thread's own, and all tasks of a loop are in one thread." },
      { "two: all but the last", is = 2, belief = "It would be so if they shared one pocket, and the last who wrote stays." },
      { "all three", is = 3, belief = "The number of the last guest is still there: nobody wrote after it." },
    } },
}

presets = {
  { "forked", text = "A process each: copies of the wall and of main's pocket, and one book for all.", model = "processes",
    knobs = { come = "one by one" } },
  { "one loop", text = "All guests are one thread, and have one pocket.", model = "event_loop",
    knobs = { come = "together", slip = "pocket" } },
  { "a badge each", text = "A context variable is the task's own, on a loop too.", model = "event_loop",
    knobs = { come = "together", slip = "badge" } },
  { "a worker's pocket", text = "A worker keeps what a task has left in its pocket, for the next task to find.",
    model = "thread_pool", knobs = { come = "one by one" } },
}

words = {
  guest = {
    name   = "guest",
    asleep = { "{} looks around", "guests look around", "guest looks around" },
    done   = { "{} has gone", "guests have gone", "guest has gone" },
  },
}

teaches = "What threads share, what a fork copies"
builds_on = { "own_memory" }
concepts = { "thread", "process", "fork", "shared memory", "thread-local", "threading.local", "contextvars", "stack",
             "address space", "copy on write", "mmap", "worker pool", "context variable", "event loop" }

challenges = {
  { title = "Find somebody else's slip",
    text = "Two guests of an event loop have one pocket. You choose who does the next step. Let a guest find a number that is "
           .. "not its own.",
    goal = { at = "end", variable = "mixed", above = 0 },
    clicks = 3, model = "event_loop", knobs = { come = "together", slip = "pocket", guests = 2 },
    hints = { "A guest writes its number, gives the loop away while it looks around, and then looks into the pocket.",
              "The other guest has to write in between.",
              "Once a guest looks around, go on with the other." },
    praise = "Thread-local data is no data of the task: a loop takes many tasks through one thread." },
  { title = "Mend the pocket", mend = true,
    text = "Change the source until each guest finds its own number in every order. The knobs stay as they are.",
    goal = { at = "end", all = { { variable = "mixed", equals = 0 }, { variable = "book", equals = 2 } } },
    model = "event_loop", knobs = { come = "together", slip = "pocket", guests = 2 },
    hints = { "What is to be a task's own must not stand in the pocket.",
              "A context variable is the task's own: there is one, badge.",
              "In own_number(): return badge:get() whatever the knob `slip` says." },
    praise = "asyncio runs each task in a copy of its spawner's context, so web frameworks keep the request there." },
}
