title = "When a program starts"
sentence = "You press an icon, and a window appears. Who does what in between, and what takes the time?"
about = [[
The desktop asks the operating system for a new process. The loader reads the program's file and its libraries from the disk
and puts them together, which is work. Then the program's first thread runs its main function. It starts further tasks, each
of which reads something of its own: settings, fonts, the files that were open the last time. When all that the window needs
is there, it appears; the program goes on, and when it ends it leaves an exit code to the desktop, which has waited for it.
]]
notice = [[
The processor does little, and waits for the disk. Four libraries, read one after another, take 120 ms, about half of the time.
Three files that three tasks ask for at the same time take 70 ms and not 90: they wait together, and share what the disk can
carry. The second start takes a tenth, as the files are in memory then. In processes each task has memory of its own: the
desktop does not see what the program has counted, it is told. On threads all are one process, and a crash takes all along.
]]
try = [[
Choose the preset "again": what is left of the time? Turn `libraries` to 30. Turn `loads` to "at need": the window is there
sooner, and who pays for it later? Then choose the real clock: the files are real ones then, which the system has just written
and has in memory. And look at "All models": does it matter to the disk who asks?
]]
scale = 1
model = "processes"
cores = 2

knobs = {
  start     = knob("first", { choices = { "first", "again" }, text = "which start this is" }),
  loads     = knob("before", { choices = { "before", "at need" }, text = "when the libraries are read" }),
  libraries = knob(4, { min = 0, max = 50, text = "libraries" }),
  parts     = knob(3, { min = 0, max = 20, text = "tasks that the program starts" }),
  size      = knob(2, { min = 1, max = 20, text = "megabytes in each file" }),
  create    = seconds(0.002, { min = 0, max = 1, text = "to make a process takes" }),
}

local cold = knob.start == "first"             -- again: the files are in memory
disk   = folder{ latency = cold and 0.01 or 0.0001, bandwidth = cold and 100e6 or 5e9 }
opened = variable(0, { atomic = true })        -- files, as the process that reads them sees it

function open(file)
  disk:read(file)
  opened:add(1)
end

function part(number)                          -- settings, fonts, the last files
  open("part " .. number)
  compute(0.005)
end

function program(name, pressed)
  open("program")
  local first = knob.loads == "before" and 1 or knob.libraries + 1
  for library = first, knob.libraries do open("library " .. library) end
  compute(0.01)                                -- puts them together
  print("the program has opened " .. opened.value .. " files, and begins")
  local parts = {}
  for number = 1, knob.parts do parts[number] = spawn(part, number) end
  gather(parts)
  measure("until_the_window", now() - pressed)
  print("the window appears")
  for library = 1, first - 1 do open("library " .. library) end
  measure("until_all_is_there", now() - pressed)
  return opened.value
end

function install(file) disk:write(file, knob.size * 1000000) end

function main()
  install("program")
  for library = 1, knob.libraries do install("library " .. library) end
  for number = 1, knob.parts do install("part " .. number) end
  mark("icon_pressed")
  local pressed = now()
  compute(knob.create)                         -- the system makes a process
  local app = spawn(program, "editor", pressed)
  local told = await(app)
  local a_process, code = pcall(app.exit_code, app)
  print("the desktop has opened " .. opened.value .. " files, and was told of " .. told)
  print(a_process and "the exit code is " .. code or "there is no exit code, as it had no process of its own")
end

questions = {
  { text = "All in processes of their own, they open eight files. How many does the desktop count?", answer = "opened",
    models = { "processes" },
    knobs = { loads = "before", libraries = 4, parts = 3 },
    choices = {
      { "none", is = 0, belief = "It would be so if each process counted in memory of its own." },
      { "five: those of the program", is = 5,
        belief = "The program counts five, in its own memory, and tells it in its result." },
      { "all eight", is = 8, belief = "It would be so if they were threads of one process." },
    } },
  { text = "The processor needs less than 30 ms of all this. When does the window appear, at the first start?",
    answer = "until_the_window", models = { "processes", "threads" },
    knobs = { start = "first", loads = "before", libraries = 4, parts = 3, size = 2, create = 0.002 },
    choices = {
      { "after about 25 ms", is = 0.025, belief = "So long the processor has work. All else is waiting for the disk." },
      { "after about 250 ms", is = 0.25, belief = "It would be so if most of the time the program waited for the disk." },
      { "after about 2.5 s", is = 2.5, belief = "Each file takes 30 ms, and there are eight." },
    } },
  { text = "When does the window appear?", answer = "until_the_window", unit = "s" },
}

presets = {
  { "again", text = "The files are in memory: what is left is work.", model = "processes", cores = 2,
    knobs = { start = "again" } },
  { "at need", text = "The window is there sooner, and the libraries are read later.", model = "processes", cores = 2,
    knobs = { loads = "at need" } },
  { "one process", text = "The same in threads: one process, one memory, no exit code.", model = "threads", cores = 2,
    knobs = { start = "first" } },
}

words = {
  program = {
    name    = "the",
    running = { "{} puts itself together", "programs put themselves together", "program puts itself together" },
    asleep  = { "{} waits for the disk", "programs wait for the disk", "program waits for the disk" },
    blocked = { "{} waits for its parts", "programs wait for their parts", "program waits for its parts" },
    done    = { "{} has ended", "programs have ended", "program has ended" },
  },
  part = {
    name    = "part",
    running = { "{} prepares what it has read", "parts prepare what they have read", "part prepares what it has read" },
    asleep  = { "{} waits for the disk", "parts wait for the disk", "part waits for the disk" },
    done    = { "{} is ready for use", "parts are ready for use", "part is ready for use" },
  },
}

teaches = "Operating system, process, thread"
builds_on = { "two_cashiers" }
concepts = { "process", "thread", "operating system", "fork", "exec", "loader", "shared library", "exit code", "disk",
             "I/O-bound", "cold start", "lazy loading", "address space", "parent process", "main thread" }

challenges = {
  { title = "A window in 200 ms",
    text = "At the first start the window appears after about a quarter of a second. Turn one knob, so that it appears within "
           .. "200 ms, though all files are read in the end.",
    goal = { at = "end", all = { { figure = "until_the_window", below = 0.2 },
                                 { figure = "until_all_is_there", above = 0.2 } } },
    turn = { "loads" }, model = "processes", cores = 2, policy = "fifo", quantum = 1,
    knobs = { start = "first", libraries = 4, parts = 3, size = 2, create = 0.002 },
    hints = { "The disk is what it waits for: which files does the window not need?",
              "A library can be read when one of its functions is called for the first time.",
              "Turn `loads` to \"at need\"." },
    praise = "Nothing has become faster: it comes in another order. Linux binds functions so, and calls it lazy." },
}
