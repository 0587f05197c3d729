title = "All, first, in time"
sentence = "Three servers are asked the same, and the first has answered. What becomes of the other two?"
about = [[
Oslo answers after 2 s, Lima after 4 s, Tokyo after 6 s. Main may want all three answers (gather), only the first of them
(wait), or all of them within 3 s or none (wait_for). In each case main continues sooner or later, and then there may be work
that somebody began and nobody waits for. Main can leave it alone, or cancel it.
]]
notice = [[
With "first", main continues at 2 s. A task does not end because nobody waits for it any more: left alone, Lima answers at
4 s and Tokyo at 6 s, and nobody reads it. Cancelled, both end at 2 s on the event loop. With "all in time" nothing need
be cancelled by hand: wait_for cancels what it waited for, gather passes that on, and at 3 s Lima and Tokyo are gone. But
so is what Oslo said: it was all or nothing.
]]
try = [[
Turn `rest` to "cancel". Turn `how` to "all in time", then `limit` to 7. Run both on threads: a task that has begun cannot
be cancelled there, so how many have answered in the end?
]]
scale = 10
model = "event_loop"

knobs = {
  how   = knob("first", { choices = { "all", "first", "all in time" }, text = "what main waits for" }),
  limit = seconds(3, { min = 0, max = 60, text = "what is in time" }),
  rest  = knob("leave alone", { choices = { "leave alone", "cancel" }, text = "what main does with the others" }),
}

answers = variable(0, { mmap = true })

function answer(city, after)
  sleep(after)
  answers:add(1)
  return city
end

function all_of(asked)
  return table.concat(gather(asked), ", ")
end

function main()
  local asked = { spawn(answer, "Oslo", 2), spawn(answer, "Lima", 4), spawn(answer, "Tokyo", 6) }
  local all
  if knob.how == "all" then
    print("all: " .. all_of(asked))
  elseif knob.how == "first" then
    local done, pending = wait(asked, { return_when = "first_completed" })
    print("first: " .. await(done[1]) .. ", without an answer: " .. #pending)
  else
    all = spawn(all_of, asked)
    local fine, got = pcall(wait_for, all, knob.limit)
    print("all in time: " .. (fine and got or "no"))
  end
  mark("main_goes_on")
  for _, future in ipairs(asked) do
    if knob.rest == "cancel" and not future:done() then future:cancel() end
  end
  wait(asked)                                  -- only to see what becomes of them
  if all then wait{ all } end
  print("answers in the end: " .. answers.value)
end

questions = {
  { text = "Main waits for the first answer, continues at 2 s, and does nothing about the others. How many servers have "
           .. "answered in the end?",
    answer = "answers", models = { "event_loop", "threads", "threads_gil", "processes" },
    knobs = { how = "first", rest = "leave alone" },
    choices = {
      { "one", is = 1,
        belief = "A task continues whether somebody waits for it or not. It would be so if the others had been cancelled." },
      { "all three", is = 3,
        belief = "It would be so if nothing ended the others." },
    } },
  { text = "Main waits for the first answer, and then cancels the other two. How many servers have answered in the end?",
    answer = "answers", models = { "event_loop", "threads", "threads_gil", "processes" },
    knobs = { how = "first", rest = "cancel" },
    choices = {
      { "one", is = 1,
        belief = "On an event loop it is so. A thread or a process that has begun cannot be cancelled: it continues." },
      { "all three", is = 3,
        belief = "It is so with threads and processes. On an event loop a cancel ends a task where it waits." },
    } },
  { text = "Main gives all three 3 s together, with wait_for. How many have answered in the end?",
    answer = "answers", models = { "event_loop" }, knobs = { how = "all in time", limit = 3 },
    choices = {
      { "one", is = 1,
        belief = "It is so if the time limit ends those who have not answered by then." },
      { "all three", is = 3,
        belief = "wait_for cancels what it waited for, and that passes it on to all that it gathers." },
    } },
  { text = "When does main continue?", answer = "main_goes_on", unit = "s" },
}

presets = {
  { "gather all", text = "Main continues when the slowest has answered.", model = "event_loop", knobs = { how = "all" } },
  { "the first, rest cancelled", text = "Main continues at 2 s, and the others end then.", model = "event_loop",
    knobs = { how = "first", rest = "cancel" } },
  { "a time limit", text = "What is not there after 3 s is cancelled, by wait_for.", model = "event_loop",
    knobs = { how = "all in time", limit = 3 } },
  { "a time limit on threads", text = "Main continues after 3 s, but no thread can be cancelled: all three answer.",
    model = "threads", knobs = { how = "all in time", limit = 3 } },
}

words = {
  answer = {
    name      = "the server in",
    woken     = "{} has its answer",
    asleep    = { "{} looks for an answer", "servers look for an answer", "server looks for an answer" },
    done      = { "{} has answered", "servers have answered", "server has answered" },
    cancelled = { "{} is cancelled", "servers are cancelled", "server is cancelled" },
  },
  all_of = {
    name      = "who wants all",
    done      = { "{} has them", "have all", "has all" },
    cancelled = { "{} is cancelled", "are cancelled", "is cancelled" },
  },
}

teaches = "Waiting for several, and what is left"
builds_on = { "async_without_await" }
concepts = { "gather", "wait", "FIRST_COMPLETED", "wait_for", "timeout", "asyncio", "cancel", "hedged request",
             "as_completed", "future", "orphaned task", "await" }
