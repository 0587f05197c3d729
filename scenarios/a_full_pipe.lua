title = "A full pipe"
sentence = "A child writes its results into a pipe and ends. Main waits for its end, then reads. What can go wrong with that?"
about = [[
A pipe between two processes holds so much and no more. Whoever writes into a full pipe waits until somebody has read. Main
starts a child that sends ten results, and then it can do things in two orders: wait for the end of the child and read what is
in the pipe, or read first and wait afterwards. The first looks tidy. In Python it is `process.join()` before `queue.get()`,
and its manual warns of it.
]]
notice = [[
A pipe keeps bytes, and here it has room for four results of 4096 bytes. The child writes four, waits with the fifth for room
in the pipe, and never ends. Main waits for its end and never reads: each waits for the other, though neither holds a lock. If the
results fit into the pipe, all goes well, and so the fault sleeps until somebody has more data. Linux's pipes hold 65 536 bytes:
sixteen such results. Read first, and the pipe may be as small as you like.
]]
try = [[
Turn `results` to 4, and to 5. Turn `room` to 1 with `main` = "reads first": does it get slower? Is it different on threads,
or on an event loop? What does the chain of reasons say of each of the two?
]]
scale = 10
model = "processes"
unsuited = { sequential = "the child would wait for room in the pipe, and nobody could read meanwhile" }

knobs = {
  main    = knob("joins first", { choices = { "joins first", "reads first" }, text = "what main does when the child is started" }),
  results = knob(10, { min = 0, max = 1000, text = "results that the child sends" }),
  room    = knob(4, { min = 1, max = 256, text = "results that the pipe holds" }),
  finds   = seconds(0.1, { min = 0, max = 60, text = "to find a result takes" }),
}

SIZE = 4096                                    -- bytes of a result, which ends with the end of a line
pipe = pipe(knob.room * SIZE)
received = variable(0, { mmap = true })        -- by main

function child()
  for number = 1, knob.results do
    compute(knob.finds)
    local result = tostring(number * number)
    pipe:write(result .. (" "):rep(SIZE - #result - 1) .. "\n") -- waits while the pipe is full
  end
  pipe:close_write()
end

function main()
  local worker = spawn(child)
  if knob.main == "joins first" then join(worker) mark("child_ended") end
  local sum = 0
  local function line() return pipe:read_line() end
  for result in line do
    if result == "" then break end             -- the end: closed, and empty
    received:add(1)
    sum = sum + tonumber(result)
  end
  if knob.main == "reads first" then join(worker) mark("child_ended") end
  print(received.value .. " results, and their sum is " .. sum)
end

questions = {
  { text = "The child sends ten results into a pipe that holds four. Main first waits for the end of the child. And then?",
    answer = "outcome", knobs = { main = "joins first", results = 10, room = 4 },
    choices = {
      { "it reads ten results", is = "finished",
        belief = "The child has to send all ten before it ends, and there is room for four." },
      { "there is no then", is = "deadlock",
        belief = "It would be so if the child could not end before somebody reads." },
    } },
  { text = "The same with four results. Does it end well?", answer = "outcome",
    knobs = { main = "joins first", results = 4, room = 4 },
    choices = {
      { "yes", is = "finished", belief = "It would be so if all of them fitted into the pipe." },
      { "no", is = "deadlock", belief = "There is room for all four, so the child need not wait for anybody." },
    } },
}

words = {
  child = {
    name    = "the child",
    running = { "{} finds a result", "children look for results", "child looks for a result" },
    blocked = { "{} waits for room in the pipe", "children wait for room in the pipe", "child waits for room in the pipe" },
    done    = { "{} has ended", "children have ended", "child has ended" },
  },
}

why = { child_ended = "The child has sent its last result." }

presets = {
  { "it fits", text = "Four results and room for four: the fault sleeps.", knobs = { main = "joins first", results = 4, room = 4 } },
  { "read first", text = "Main reads while the child sends, and joins at the end.",
    knobs = { main = "reads first", results = 10, room = 4 } },
  { "read first, room for one", text = "A small pipe is enough if somebody reads.",
    knobs = { main = "reads first", results = 10, room = 1 } },
}

teaches = "Read first, then join"
builds_on = { "talking_processes" }
concepts = { "pipe", "full pipe", "buffer", "bounded buffer", "back-pressure", "join", "deadlock", "multiprocessing",
             "subprocess", "communicate", "process", "queue", "IPC", "byte stream" }

challenges = {
  { title = "Mend main", mend = true,
    text = "Change the source until main has all results in every order. The knobs stay as they are: mend the code.",
    goal = { at = "end", variable = "received", equals = 3 },
    knobs = { main = "joins first", results = 3, room = 1 },
    hints = { "The child cannot end before somebody has made room in the pipe.",
              "Main has to read until the pipe is closed, and to wait for the end only then.",
              "Let main join after the loop, whatever the knob says." },
    praise = "The end of a child that sends may depend on whoever reads. So nobody should wait for it before reading." },
}
