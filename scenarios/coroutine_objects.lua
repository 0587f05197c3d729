title = "Calling is not running"
sentence = "Main calls an async function twice, and for a second does something else. Has anything begun?"
about = [[
In most languages to call a function is to run it. An `async def` of Python gives something else when it is called: a
coroutine, an object that stands for the work, and of which nothing has run. In a story `coroutine(f, …)` makes one. To await
it is to run it there and then, like an ordinary call. To make a task of it is to let it run beside whoever made it. A
coroutine runs once.
]]
notice = [[
Whatever `how` is, after main's second nothing is baked: the two objects lie there. Awaited one after the other, the cakes
take two more seconds, and no task but main has done it. As tasks they bake at the same time: one more second. Only made, and
never awaited, nothing is baked at all, and the finding never_awaited gives the line. Awaited twice, the second await is an
error: the object is used up.
]]
try = [[
Compare how many tasks the run has with `how` = "awaited" and "as tasks". Run "as tasks" sequential, and on threads: does
it matter there that something is a coroutine? Which of these mistakes does your own language warn you about?
]]
scale = 10
model = "event_loop"

knobs = {
  how  = knob("awaited", { choices = { "only made", "awaited", "awaited twice", "as tasks" },
                           text = "what main does with the two coroutines" }),
  work = seconds(1, { min = 0, max = 60, text = "main's other work" }),
  bake = seconds(1, { min = 0, max = 60, text = "a cake takes" }),
}

baked = variable(0, { mmap = true, atomic = true })

function bake(cake)
  sleep(knob.bake)
  baked:add(1)
  return cake
end

function main()
  local nut, plum = coroutine(bake, "nut cake"), coroutine(bake, "plum cake")
  sleep(knob.work)                             -- something else; nobody bakes meanwhile
  print("baked so far: " .. baked.value)
  if knob.how == "awaited" then
    print(await(nut))                          -- runs here, like a call
    print(await(plum))
  elseif knob.how == "as tasks" then
    local first, second = create_task(nut), create_task(plum)
    print(await(first))
    print(await(second))
  elseif knob.how == "awaited twice" then
    print(await(nut))
    print("again: " .. (pcall(await, nut) and "another cake" or "an error"))
    print(await(plum))
  end
  mark("main_done")
  print("baked: " .. baked.value)
end

questions = {
  { text = "Two coroutines are made. A second later main awaits one, then the other. When are both cakes baked?",
    answer = "main_done", knobs = { how = "awaited", work = 1, bake = 1 },
    choices = {
      { "at 1 s: they baked meanwhile", is = 1, belief = "To make a coroutine runs nothing. Nobody baked during that second." },
      { "at 2 s", is = 2, belief = "It would be so if both ran at the same time. An await runs one, to its end." },
      { "at 3 s", is = 3, belief = "It would be so if each was baked where it is awaited." },
    } },
  { text = "Now main makes a task of each, then awaits both. When are both cakes baked?", answer = "main_done",
    models = { "event_loop", "threads", "threads_gil", "processes" }, knobs = { how = "as tasks", work = 1, bake = 1 },
    choices = {
      { "at 2 s", is = 2, belief = "It would be so if both baked at the same time." },
      { "at 3 s", is = 3, belief = "Tasks run beside main, and beside each other: both bake at the same time." },
    } },
  { text = "Both coroutines are made and never awaited. How many cakes are baked?", answer = "baked",
    knobs = { how = "only made" },
    choices = {
      { "none", is = 0, belief = "It would be so if to call was not to run." },
      { "two", is = 2, belief = "What a call gives here is an object. It runs when somebody awaits it, and nobody did." },
    } },
}

words = {
  bake = {
    name   = "the",
    asleep = { "{} bakes", "cakes bake", "cake bakes" },
    done   = { "{} is baked", "cakes are baked", "cake is baked" },
  },
  main = { at = {
    ["sleep(knob.work)"] = { "main does something else", "tasks do something else", "task does something else" },
    ["sleep(knob.bake)"] = { "main bakes", "tasks bake", "task bakes" },
  } },
}

why = { main_done = "Main has done what it wanted with its coroutines." }

presets = {
  { "only made", text = "Nothing of them ever runs, and the run says so.", knobs = { how = "only made" } },
  { "as tasks", text = "Each runs beside main, and beside the other.", knobs = { how = "as tasks" } },
  { "awaited twice", text = "A coroutine runs once: the second await is an error.", knobs = { how = "awaited twice" } },
}

teaches = "A coroutine is an object"
builds_on = { "four_ways_to_wait" }
concepts = { "coroutine", "coroutine object", "async def", "async/await", "await", "create_task", "ensure_future", "task",
             "awaitable", "never awaited", "RuntimeWarning", "lazy", "async function" }
