title = "Copying files"
sentence = "Six files are copied, and the disk is full in the middle of the fifth. What does the program leave behind?"
about = [[
Six files of 1 MB are copied within a folder. The disk needs 10 ms to find its place and then 50 ms for a megabyte, and
it has room for four and a half copies. What a program does about that is a knob. A careless one does not look whether a
copy succeeded. One that stops ends at the error. A careful one also takes away what it left half done; here it empties
the half copy, which gives its room back. In a real run these are real files in a folder of their own with that much
room.
]]
notice = [[
Careless, the program says that six files are copied. Four copies are whole; the fifth has 500 KB, the sixth has
nothing, and nobody is told. The program that stops says four, which is true, but half a copy stays there under a good
name. Only the careful one says four and leaves four. An error that a disk reports is worth what the program does about
it.
]]
try = [[
Turn `room` to 6000, so that all copies fit, and `tasks` to 2. Does a second task help? The measure copying is 0.36 s in
both cases: there is one disk, and it does one copy at a time. Turn `at_once` to 0, a disk that shares itself among all:
0.33 s with two tasks. What is it that a second task saves there, and what can no task save?
]]
scale = 1
model = "threads"

knobs = {
  program = knob("careless", { choices = { "careless", "stops", "careful" }, text = "what a copy that fails leads to" }),
  files   = knob(6, { min = 1, max = 50, text = "files" }),
  size    = knob(1000, { min = 1, max = 2000, text = "KB in a file" }),
  room    = knob(4500, { min = 0, max = 100000, text = "KB of room for copies" }),
  tasks   = knob(1, { min = 1, max = 10, text = "tasks that copy" }),
  call    = knob("awaits", { choices = { "awaits", "blocks" }, text = "how a task waits on an event loop" }),
  at_once = knob(1, { min = 0, max = 10, text = "copies that the disk does at a time (0: it shares itself among all)" }),
}

bytes = knob.size * 1000
disk  = folder{ latency = 0.01, bandwidth = 20e6, at_once = knob.at_once, room = knob.files * bytes + knob.room * 1000 }
whole = variable(0)
half  = variable(0)

function copy(file)
  if knob.call == "blocks" then return disk:blocking_copy("file " .. file, "copy " .. file) end
  return disk:copy("file " .. file, "copy " .. file)
end

function write(name, size)
  if knob.call == "blocks" then return disk:blocking_write(name, size) end
  return disk:write(name, size)
end

function read(name)
  if knob.call == "blocks" then return disk:blocking_read(name) end
  return disk:read(name)
end

function copier(first)
  local copied = 0
  for file = first, knob.files, knob.tasks do
    local fine = pcall(copy, file)
    if not fine and knob.program ~= "careless" then
      if knob.program == "careful" then write("copy " .. file, 0) end    -- takes the half copy away
      return copied
    end
    copied = copied + 1
  end
  return copied
end

function count_copies()
  for file = 1, knob.files do
    local fine, found = pcall(read, "copy " .. file)
    if fine and found == bytes then whole.value = whole.value + 1
    elseif fine and found > 0 then half.value = half.value + 1 end
  end
end

function main()
  for file = 1, knob.files do write("file " .. file, bytes) end
  local began, tasks, said = now(), {}, 0
  for first = 1, knob.tasks do tasks[first] = spawn(copier, first) end
  for _, copied in ipairs(gather(tasks)) do said = said + copied end
  measure("copying", now() - began)
  print(said .. " of " .. knob.files .. " files are copied")
  count_copies()
  print("whole copies: " .. whole.value .. ", half copies: " .. half.value)
  expect(said == whole.value, "as many copies are whole as the program says")
  expect(half.value == 0, "no half copy is left behind")
end

questions = {
  { text = "The disk is full in the middle of the fifth copy, and the program does not look at errors. How many "
         .. "half copies are left behind?",
    answer = "half", knobs = { program = "careless", files = 6, size = 1000, room = 4500, tasks = 1 },
    choices = {
      { "none", is = 0,
        belief = "A disk that is full does not take back what it has written. Somebody has to do it." },
      { "one", is = 1, belief = "It would be so if the fifth copy got what room there was, and the sixth none." },
      { "two", is = 2, belief = "The fifth copy takes the last room, so there is nothing left for half of the sixth." },
    } },
  { text = "The careful program meets the full disk in the middle of the fifth copy. How many copies are whole in the end?",
    answer = "whole", knobs = { program = "careful", files = 6, size = 1000, room = 4500, tasks = 1 },
    choices = {
      { "none: it takes all of them away", is = 0,
        belief = "It takes away what is half done. The four that are whole were in order before the disk was full." },
      { "four", is = 4, belief = "It would be so if the four before were left alone." },
      { "six", is = 6, belief = "Care does not make room: there is room for four copies and a half." },
    } },
  { text = "There is room for all. Two tasks copy, and the disk does one copy of 60 ms at a time. How long do six "
         .. "copies take?",
    answer = "copying", knobs = { room = 6000, files = 6, size = 1000, tasks = 2, at_once = 1 },
    choices = {
      { "0.18 s", is = 0.18,
        belief = "It would be so with two disks. Two tasks that share one wait for each other there." },
      { "0.36 s", is = 0.36, belief = "It would be so if the disk, and not the program, was the limit." },
    } },
  { text = "How long does the copying take?", answer = "copying", unit = "s" },
}

presets = {
  { "stops", text = "It says what is true, and leaves half a copy behind.",
    model = "threads", knobs = { program = "stops" } },
  { "careful", text = "It takes the half copy away, and says how many are copied.", model = "threads",
    knobs = { program = "careful" } },
  { "two tasks, one disk", text = "The disk does one copy at a time: a second task saves nothing.", model = "threads",
    knobs = { room = 6000, tasks = 2, at_once = 1 } },
  { "a disk that shares itself", text = "Two tasks look for their places at a time; the bytes take as long as before.",
    model = "threads", knobs = { room = 6000, tasks = 2, at_once = 0 } },
  { "blocking the loop", text = "With calls that block, a second task cannot even ask while the first waits.",
    model = "event_loop", knobs = { room = 6000, tasks = 2, at_once = 0, call = "blocks" } },
}

words = {
  copier = {
    name   = "copier",
    asleep = { "{} copies a file", "copiers copy a file each", "copier copies a file" },
    done   = { "{} is done", "copiers are done", "copier is done" },
    at     = { ["write(name, size)"] = { "{} takes a half copy away", "copiers take a half copy away",
                                          "copier takes a half copy away" } },
  },
  main = {
    at = {
      ["write(name, size)"] = { "main writes a file", "write a file", "writes a file" },
      ["read(name)"]        = { "main looks at a copy", "look at a copy", "looks at a copy" },
    },
  },
}

teaches = "A disk is one, and can be full"
builds_on = { "downloads" }
concepts = { "I/O-bound", "file", "disk", "copy", "shutil", "ENOSPC", "OSError", "exception", "clean up", "bandwidth",
             "latency", "partial write" }

challenges = {
  { title = "Mend the copying", mend = true,
    text = "Change the source until no half copy is left behind, and the program says how many are copied. The "
           .. "knobs stay as they are: mend the code.",
    goal = { at = "end", all = { { variable = "whole", equals = 4 }, { variable = "half", equals = 0 } } },
    knobs = { program = "careless", files = 6, size = 1000, room = 4500, tasks = 1, at_once = 1 },
    hints = { "pcall says whether the copy succeeded: `fine`.",
              "A careless program should do what a careful one does: take the half copy away, and not count it.",
              "In copier, do both whatever `knob.program` is: leave out the two conditions about it." },
    praise = "What the program says is true now, and what it left half done is gone." },
}
