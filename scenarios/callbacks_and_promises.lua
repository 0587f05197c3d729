title = "Callbacks, promises, awaits"
sentence = "Find a shop, ask it for a cake, order the cake: three steps, written in three ways. Where does an error go?"
about = [[
Each step takes a second and needs the result of the one before. With callbacks each step is started by a function that is
called when the step before is done. With promises three tasks are started at once, each of which awaits the one before; main
awaits the last. With awaits main does one step after another, as if there was nothing else in the world. All three take 3 s.
They differ in who hears of an error, if a step fails.
]]
notice = [[
If nothing fails, you cannot tell them apart by the result: "cake ordered" after 3 s. Let the shop have no cake (`fails` = "the
second step"). With awaits, the error is raised in main, where one pcall is around all three. With promises it passes from
each task to the one that awaits it, and so to main. With callbacks it is raised in a callback: nobody awaits that, the third
step is never started, and main waits for ever for somebody to say that all is done.
]]
try = [[
Turn `style` to "careful callbacks": each callback asks whether its step has failed, and if so, hands the error on; now main
hears of it, and there are three places to forget that. Which step does each task name in its chain of reasons while it
waits? Choose threads, and look which task runs a callback.
]]
scale = 10
model = "event_loop"

knobs = {
  style = knob("callbacks", { choices = { "callbacks", "careful callbacks", "promises", "awaits" },
                              text = "how the three steps are joined" }),
  fails = knob("nothing", { choices = { "nothing", "the second step" }, text = "what goes wrong" }),
}

function find_shop() sleep(1) return "shop" end

function ask_for_cake(shop)
  sleep(1)
  if knob.fails == "the second step" then error({ type = "Refused", message = "the " .. shop .. " has no cake" }) end
  return "cake"
end

function order(cake) sleep(1) return cake .. " ordered" end

-- With callbacks: each is called with the future of a step that is done, and starts the next step.
answers = channel(1)                           -- for main, who waits at the end of the chain

function goes_on(step)                         -- a careful callback looks before it takes the result
  if knob.style == "callbacks" or not step:exception() then return true end
  answers:send("not ordered: " .. step:exception().message)
  return false
end

function found_shop(step) if goes_on(step) then spawn(ask_for_cake, step:result()):add_done_callback(has_cake) end end
function has_cake(step) if goes_on(step) then spawn(order, step:result()):add_done_callback(ordered) end end
function ordered(step) if goes_on(step) then answers:send(step:result()) end end

function by_callbacks()
  spawn(find_shop):add_done_callback(found_shop)
  return answers:receive()
end

-- With promises: each task awaits the one before. The future of the last stands for all of them.
function then_ask(shop) return ask_for_cake(await(shop)) end
function then_order(cake) return order(await(cake)) end

function by_promises()
  local shop = spawn(find_shop)
  local cake = spawn(then_ask, shop)
  return await(spawn(then_order, cake))
end

function by_awaits()
  local shop = find_shop()
  local cake = ask_for_cake(shop)
  return order(cake)
end

function main()
  local way = knob.style == "promises" and by_promises or knob.style == "awaits" and by_awaits or by_callbacks
  local fine, told = pcall(way)
  mark("main_knows")
  print(fine and told or "not ordered: " .. told.message)
end

questions = {
  { text = "Three steps of a second each, each needs the result of the one before. When does main know the result?",
    answer = "main_knows", knobs = { fails = "nothing" },
    choices = {
      { "after one second", is = 1, belief = "The second step cannot begin before it knows what the first has found." },
      { "after three seconds", is = 3, belief = "It would be so if each step had to wait for the one before." },
    } },
  { text = "The second step fails, and the steps are joined by callbacks that do not look for errors. How does it end?",
    answer = "outcome", knobs = { style = "callbacks", fails = "the second step" },
    choices = {
      { "main gets the error", is = "finished",
        belief = "It takes somebody who hands the error on. It was raised in a callback, which nobody awaits." },
      { "main waits for ever", is = "deadlock",
        belief = "It would be so if nobody told main that the chain is broken." },
    } },
  { text = "The second step fails, and the steps are joined by promises or awaits. How does it end?",
    answer = "outcome", knobs = { style = "promises", fails = "the second step" },
    choices = {
      { "main gets the error", is = "finished",
        belief = "It would be so if who awaits a task that failed got its error, and failed with it." },
      { "main waits for ever", is = "deadlock", belief = "Each task that fails ends, and whoever awaits it continues with its error." },
    } },
}

words = {
  find_shop    = { name = "the search", asleep = { "{} is under way", "searches are under way", "search is under way" } },
  ask_for_cake = { name = "the question", asleep = { "{} is being asked", "questions are being asked", "question is being asked" },
                   failed = { "{} got no cake", "questions got no cake", "question got no cake" } },
  order        = { name = "the order of", asleep = { "{} is being placed", "orders are being placed", "order is being placed" } },
  then_ask     = { name = "the question", asleep = { "{} is being asked", "questions are being asked", "question is being asked" },
                   failed = { "{} got no cake", "questions got no cake", "question got no cake" } },
  then_order   = { name = "the order of", asleep = { "{} is being placed", "orders are being placed", "order is being placed" },
                   failed = { "{} cannot be placed", "orders cannot be placed", "order cannot be placed" } },
}

why = { main_knows = "Main has an answer, good or bad." }

presets = {
  { "an error in a callback", text = "Nobody hands the error on, and main waits for ever.",
    knobs = { style = "callbacks", fails = "the second step" } },
  { "careful callbacks", text = "Each callback looks for an error first.",
    knobs = { style = "careful callbacks", fails = "the second step" } },
  { "promises", text = "The error passes from task to task, along the chain of awaits.",
    knobs = { style = "promises", fails = "the second step" } },
  { "awaits", text = "The error is raised where main stands, as in any program.",
    knobs = { style = "awaits", fails = "the second step" } },
}

teaches = "Where errors go"
builds_on = { "life_of_a_future" }
concepts = { "callback", "callback hell", "continuation", "promise", "deferred", "then", "chaining", "async/await", "await",
             "future", "add_done_callback", "exception", "error handling", "errback" }

challenges = {
  { title = "Tell main", mend = true,
    text = "The second step fails, and main is never told. Change the source until main has an answer in every order. The "
           .. "knobs stay as they are: mend the code.",
    goal = { at = "end", mark = "main_knows", equals = 1 },
    knobs = { style = "callbacks", fails = "the second step" },
    hints = { "A callback is called when its step is done, which may mean: has failed.",
              "step:exception() says so without raising the error.",
              "In goes_on(): look for the error whatever the style is." },
    praise = "Each way out of each step leads to main now. With await that is so by itself." },
}
