title = "Who sets the result"
sentence = "Two clerks look up the same price. Main waits for one answer: whose is it, and what becomes of the other?"
about = [[
A future that no task stands behind is a place for one result: whoever has the future may set it, once. Main makes such a
future, gives it to two clerks, and awaits it; so does a second reader. Clerk 1 needs 1 s, clerk 2 needs 2 s. So the price is
known as soon as the quicker one has it. But what does the slower one do with a result that is set already? And what if
nobody sets it?
]]
notice = [[
On an event loop main and the reader both have the price of clerk 1 after 1 s: a future wakes everybody who awaits it, with the
same result. Clerk 2 sets it again, and that is an error, "invalid state": one result, once. With `clerks` = "look first" clerk
2 asks whether the future is done, and keeps its answer to itself. With "set an error" it is the error that everybody gets. And
if "nobody" sets it, main waits for ever: a future does not know who was to set it.
]]
try = [[
Look first, then set: are these one step? `simul explore who_sets_the_result --set clerks="look first"` says that on an event
loop all orders are right, as no task waits between the look and the set, so nobody comes in between. Add `--model threads`:
48 of 66 orders go wrong, in which both look before one sets. What is right on threads, too? To let the second set fail, and
to take its error.
]]
scale = 10
model = "event_loop"

knobs = {
  clerks = knob("both set", { choices = { "both set", "look first", "set an error", "nobody" },
                              text = "what the clerks do with their answer" }),
  equal  = knob("no", { choices = { "no", "yes" }, text = "whether both clerks are equally quick" }),
}

refused = variable(0, { mmap = true, atomic = true })    -- results that came too late

function clerk(number, price)
  sleep(knob.equal == "yes" and 1 or number)   -- looks it up
  if knob.clerks == "nobody" then return end
  if knob.clerks == "set an error" then
    if number == 1 then price:set_exception("the list is missing") end
    return
  end
  if knob.clerks == "look first" and price:done() then return end
  local fine = pcall(price.set_result, price, "30, says clerk " .. number)
  if not fine then
    refused:add(1)
    print("clerk " .. number .. " is too late")
  end
end

function reader(price)
  local fine, told = pcall(await, price)
  return fine and "the price is " .. told or "there is no price"
end

function main()
  local price = future()                       -- no task stands behind it
  local asked = { spawn(clerk, 1, price), spawn(clerk, 2, price) }
  local other = spawn(reader, price)
  print("main: " .. reader(price))
  mark("main_knows")
  print("reader: " .. await(other))
  gather(asked)
  expect(refused.value == 0 or knob.clerks ~= "look first", "who looks first is not refused")
end

questions = {
  { text = "Clerk 1 sets the result after 1 s, clerk 2 after 2 s. When does main know the price?", answer = "main_knows",
    models = { "event_loop", "threads", "threads_gil", "processes" }, knobs = { clerks = "both set", equal = "no" },
    choices = {
      { "after one second", is = 1, belief = "It would be so if the first result counted." },
      { "after two seconds", is = 2, belief = "The future is done when it is set. Nobody waits for a second result." },
    } },
  { text = "And clerk 2, who sets the result again? How many results are refused?", answer = "refused",
    knobs = { clerks = "both set", equal = "no" },
    choices = {
      { "none: the later result replaces the first", is = 0,
        belief = "Those who awaited the future have gone on with the first result. It is set once." },
      { "one", is = 1, belief = "It would be so if a future could be set once only." },
    } },
  { text = "No clerk sets the result. How does the run end?", answer = "outcome", knobs = { clerks = "nobody" },
    choices = {
      { "well: main gets nothing when both clerks have ended", is = "finished",
        belief = "Nothing ties the future to the clerks. It is not done, and nobody is left who could set it." },
      { "main and the reader wait for ever", is = "deadlock",
        belief = "It would be so if nobody set the future." },
    } },
}

words = {
  clerk = {
    name   = "clerk",
    asleep = { "{} looks the price up", "clerks look the price up", "clerk looks the price up" },
    done   = { "{} has gone home", "clerks have gone home", "clerk has gone home" },
  },
  reader = {
    name = "the reader",
    done = { "{} has an answer", "readers have an answer", "reader has an answer" },
  },
}

why = { main_knows = "Main has what the future was set to." }

presets = {
  { "look first", text = "The slower clerk looks, and keeps its answer to itself.",
    knobs = { clerks = "look first", equal = "no" } },
  { "an error", text = "A future can be set to an error: both readers get it.", knobs = { clerks = "set an error" } },
  { "nobody", text = "Nobody sets it, and both wait for ever.", knobs = { clerks = "nobody" } },
}

teaches = "One result, set once"
builds_on = { "life_of_a_future" }
concepts = { "future", "promise", "set_result", "set_exception", "InvalidStateError", "done", "result", "exception",
             "CompletableFuture", "create_future", "check then act", "hedged request", "deadlock" }

challenges = {
  { title = "Be too late",
    text = "Each clerk looks whether the price is set before it sets it. You choose who does the next step. Let a clerk be "
           .. "refused all the same.",
    goal = { variable = "refused", equals = 1 },
    clicks = 7, model = "threads", knobs = { clerks = "look first", equal = "yes" },
    hints = { "Both clerks have to find that the future is not done.",
              "Let clerk 1 look, and no more.",
              "Then let clerk 2 look, before clerk 1 sets the price." },
    praise = "What a look has found holds until somebody else does a step. The set itself is the only look that counts." },
}
