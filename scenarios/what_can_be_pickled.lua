title = "What can be pickled"
sentence = "Main gives the processes of a pool a list, functions and a very long text. What arrives, and what is refused?"
about = [[
Processes share no memory, so what one gives another is packed into bytes and unpacked there: Python calls it pickling. A number,
a text, a list of them: easy. A function that stands at the top of a file is not packed at all; its name is, and the other side
has the same file. A function that was made inside another has no such name. And whatever is unpacked is a copy.
]]
notice = [[
The child gets a list with the same content, and changes it: main's list is as it was. The function at the top of the file can
be started by its name. The one made inside main is refused, with a sentence that says why, before any process gets it. A long
text is read piece by piece, while the rest is still being sent.
]]
try = [[
Choose the model `processes`: nothing is refused there, as each child is forked when it is started, and has all that main has at
that moment, functions too. Then let its processes start by spawn: a child of that kind has loaded the file itself, and what it
is given is packed again. In Python a `lambda`, an open file or a lock in the arguments of a process pool fails in the same way
as here, and a future cannot travel. Here a future can: add one to what main sends. Then look into `own_memory`: what of a
process's memory is a copy, and when is the copy made?
]]
scale = 10
model = "process_pool"
unsuited = {
  sequential  = "nothing has to be packed where all have the same memory",
  threads     = "nothing has to be packed where all have the same memory",
  threads_gil = "nothing has to be packed where all have the same memory",
  event_loop  = "nothing has to be packed where all have the same memory",
  thread_pool = "nothing has to be packed where all have the same memory",
}

knobs = {
  length = knob(5000, { min = 0, max = 100000, text = "letters of the long text" }),
  piece  = knob(1000, { min = 1, max = 100000, text = "letters of a piece" }),
  starts = knob("fork", { choices = { "fork", "spawn" }, text = "how a process of the model `processes` begins" }),
  work   = seconds(0.1, { min = 0, max = 60, text = "a child works on a list, or on a piece, for" }),
}

start_method = knob.starts

pieces = channel(8)
refused = variable(0, { mmap = true })

function change(list)
  compute(knob.work)
  list[1] = "changed"
  return list[1] .. " in the child"
end

function count_letters()
  local letters = 0
  for piece in function() return pieces:receive() end do
    compute(knob.work)
    letters = letters + #piece
  end
  return letters
end

function attempt(what, ...)                    -- to start a child with it
  local fine, child = pcall(spawn, ...)
  if fine then return await(child) end
  refused:add(1)
  print(what .. ": refused")
end

function main()
  local list = { "as it was", 2, 3 }
  print("the list is " .. attempt("a list", change, list))
  print("and " .. list[1] .. " in main")
  attempt("a function made inside another", function() return list[1] end)
  attempt("a list with a function in it", change, { function() return 1 end })
  local reader = spawn(count_letters)
  for first = 1, knob.length, knob.piece do
    pieces:send(string.rep("x", math.min(knob.piece, knob.length - first + 1)))
  end
  pieces:close()
  print(await(reader) .. " letters arrive in pieces")
end

questions = {
  { text = "Main tries to give away a list, a function made inside main, and a list with such a function. How many are refused?",
    answer = "refused", models = { "process_pool" },
    choices = {
      { "none", is = 0, belief = "A function made inside another has no name by which another process could find it." },
      { "two", is = 2, belief = "It would be so if a function that has no name at the top of the file could not travel." },
      { "all three", is = 3, belief = "A list of plain values can be packed, and arrives as a copy." },
    } },
  { text = "The same with a process that is spawned for each task, and loads the file anew. How many are refused?",
    answer = "refused", models = { "processes" }, knobs = { starts = "spawn" },
    choices = {
      { "none", is = 0, belief = "It would be so if a child began with a copy of all that main has. This one has the file." },
      { "two", is = 2, belief = "It would be so if functions had to be packed, and only a name at the top of the file can be." },
    } },
  { text = "The same with a process that is forked for each task. How many are refused?",
    answer = "refused", models = { "processes" }, knobs = { starts = "fork" },
    choices = {
      { "none", is = 0, belief = "It is so if a child begins with a copy of all that main has, and nothing has to be packed." },
      { "two", is = 2, belief = "They would be refused if they were packed. A forked child has main's functions already." },
    } },
}

words = {
  change = { name = "the child", running = { "{} changes its list", "children change lists", "child changes its list" },
             done = { "{} has ended", "children have ended", "child has ended" } },
  count_letters = { name = "the reader", running = { "{} counts letters", "readers count letters", "reader counts letters" },
                    blocked = { "{} waits for a piece", "readers wait for a piece",
                                                      "reader waits for a piece" },
                    done = { "{} has all pieces", "readers have all pieces", "reader has all pieces" } },
}

presets = {
  { "large pieces", text = "The same text in two pieces.", knobs = { piece = 4000 } },
  { "at once", text = "The same text as one message.", knobs = { piece = 5000 } },
  { "by spawn", text = "A child of main's own has loaded the file anew, and refuses what a pool refuses.", model = "processes",
    knobs = { starts = "spawn" } },
}

teaches = "What travels between processes"
builds_on = { "own_memory" }
concepts = { "pickling", "pickle", "serialization", "multiprocessing", "process", "closure", "lambda", "PicklingError",
             "copy", "marshalling", "message size", "spawn" }
