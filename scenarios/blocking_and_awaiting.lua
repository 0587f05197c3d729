title = "Blocking and awaiting"
sentence = "Four readers need a book each from the store room. `await`, or `result()`: who else stands still meanwhile?"
about = [[
A reader asks the store room for a book, and is given a future. The book comes after two seconds; then the reader copies a
page, which is half a second of work. How the reader gets from the future to the book is a knob. `await` says: go on with
others until it is there. `result()` says: give it to me now. What that means depends on where the reader runs. On a thread
both wait. On an event loop `result()` of a future that is not done is an error: the loop would have to stand still.
]]
notice = [[
On the event loop four readers who await have their books after 2 s, and copy one after another until 4 s. On threads, with
two cores, all is done after 3 s, whether they await or ask for the result: only the thread of the reader stands still. A
blocking call on the loop stops everybody: 10 s. In a pool of two workers the first two readers keep both, so nobody is left
to fetch a book, and all wait for ever. There a callback helps: who leaves one keeps no worker, and all is done after 5 s.
]]
try = [[
On the event loop turn `asks` to "result": what does each reader get? In Python `asyncio.Future.result()` raises that error,
while `concurrent.futures.Future.result()` of a pool blocks: two classes, one word. Turn it to "looks again": how late is a
book noticed? Then choose the thread pool, and more workers (three, five, eight), and compare.
]]
scale = 10
model = "event_loop"
cores = 2

knobs = {
  asks    = knob("await", { choices = { "await", "result", "blocking call", "looks again", "callback" },
                            text = "how a reader gets the book" }),
  readers = knob(4, { min = 1, max = 50, text = "readers" }),
  fetch   = seconds(2, { min = 0, max = 60, text = "until a book is there" }),
  copying = seconds(0.5, { min = 0, max = 60, text = "a page is copied in" }),
}

pages = variable(0, { mmap = true })
copied = semaphore(0)                        -- so that main can wait for all pages

function fetch(number)
  sleep(knob.fetch)
  return "book " .. number
end

function copy_page(book)
  compute(knob.copying)
  pages:add(1)
  copied:release()
end

function look_again(book)                    -- ten times a second, for twice as long as it should take
  for _ = 0, 20 * knob.fetch do
    if book:done() then return book:result() end
    sleep(0.1)
  end
  error("the book does not come")
end

function reader(number)
  if knob.asks == "blocking call" then
    blocking_sleep(knob.fetch)               -- fetches the book itself, and keeps the thread
    return copy_page("book " .. number)
  end
  local book = spawn(fetch, number)
  if knob.asks == "await" then copy_page(await(book))
  elseif knob.asks == "result" then copy_page(book:result())
  elseif knob.asks == "looks again" then copy_page(look_again(book))
  else book:add_done_callback(copy_page) end
end

function main()
  local readers = {}
  for number = 1, knob.readers do readers[number] = spawn(reader, number) end
  local without = 0
  for number, one in ipairs(readers) do
    if not pcall(await, one) then without = without + 1 end
  end
  for _ = 1, knob.readers - without do copied:acquire() end
  mark("all_told")
  print(knob.readers - without .. " readers have their page, and " .. without .. " have none")
end

questions = {
  { text = "On an event loop four readers await a book each, for 2 s, and copy a page, in 0.5 s. When is the last page copied?",
    answer = "all_told", models = { "event_loop" }, knobs = { asks = "await", readers = 4, fetch = 2, copying = 0.5 },
    choices = {
      { "after 2.5 s", is = 2.5, belief = "They do wait at the same time. But a loop has one thread, and copying is work." },
      { "after 4 s", is = 4, belief = "It would be so if they waited at the same time and copied one after another." },
      { "after 10 s", is = 10, belief = "Who awaits lets the others go on: all four wait at the same time." },
    } },
  { text = "On the event loop each of the four asks its future for `result()` at once. How many pages are copied?",
    answer = "pages", models = { "event_loop" }, knobs = { asks = "result", readers = 4 },
    choices = {
      { "none: it is an error", is = 0,
        belief = "It would be so if a future that is not done had no result to give, and the loop would not wait for it." },
      { "one", is = 1, belief = "No book comes: to wait for it in `result()` would stop the loop that has to fetch it." },
      { "all four: the loop waits for each", is = 4,
        belief = "So it is with threads. The loop cannot wait inside a task: nothing would go on, not even the fetching." },
    } },
  { text = "The readers are tasks of a pool with two workers, and each awaits a book that the same pool is to fetch. What "
           .. "becomes of them?", answer = "outcome", models = { "thread_pool" }, cores = 2,
    knobs = { asks = "await", readers = 4 },
    choices = {
      { "all have their page in the end", is = "finished",
        belief = "Who waits keeps its worker. Both workers wait, and none is left to fetch a book." },
      { "they wait for ever", is = "deadlock",
        belief = "It would be so if all workers waited for something that only a worker can do." },
    } },
  { text = "When is the last page copied?", answer = "all_told", unit = "s",
    models = { "threads", "threads_gil", "processes" } },
}

presets = {
  { "result on the loop", text = "An error: a loop cannot stand still for a future of its own.", model = "event_loop",
    knobs = { asks = "result" } },
  { "blocking call", text = "It waits in the thread, and the loop has no other.", model = "event_loop",
    knobs = { asks = "blocking call" } },
  { "result on threads", text = "Only the thread of the reader stands still.", model = "threads", cores = 2,
    knobs = { asks = "result" } },
  { "in a pool", text = "Two readers keep both workers, and nobody is left to fetch a book.", model = "thread_pool",
    cores = 4, knobs = { asks = "await" } },
  { "callback in a pool", text = "Who leaves a callback is done, and its worker is free.", model = "thread_pool", cores = 2,
    knobs = { asks = "callback" } },
}

words = {
  reader = {
    name    = "reader",
    running = { "{} copies a page", "readers copy a page", "reader copies a page" },
    blocked = { "{} waits for a book", "readers wait for a book", "reader waits for a book" },
    asleep  = { "{} looks again later", "readers look again later", "reader looks again later" },
    done    = { "{} is done", "readers are done", "reader is done" },
    at = { ["blocking_sleep(knob.fetch)"] = { "{} fetches a book and keeps the thread",
                                              "readers fetch a book and keep their thread",
                                              "reader fetches a book and keeps its thread" } },
  },
  fetch = {
    name    = "book",
    asleep  = { "{} is being fetched", "books are being fetched", "book is being fetched" },
    done    = { "{} is there", "books are there", "book is there" },
  },
  copy_page = { name = "page", running = { "{} is copied", "pages are copied", "page is copied" } },
}

teaches = "One word, two kinds of waiting"
builds_on = { "life_of_a_future", "the_blocking_call" }
concepts = { "blocking", "await", "future", "result", "asyncio", "InvalidStateError", "concurrent.futures", "thread pool",
             "starved pool", "callback", "polling", "event loop", "add_done_callback", "blocking call" }

challenges = {
  { title = "Mend the reading room", mend = true,
    text = "Change the source until both readers have their page in every order, in a pool of two workers.",
    goal = { at = "end", all = { { variable = "pages", equals = 2 }, { mark = "all_told", equals = 1 } } },
    model = "thread_pool", knobs = { asks = "await", readers = 2 },
    hints = { "No task of the pool may wait for another one that stands in its queue.",
              "What is to be done with the book can be said beforehand, without waiting for it.",
              "In reader(): book:add_done_callback(copy_page) whatever the knob `asks` says." },
    praise = "Whoever ends the fetching calls the callback: no worker waits. asyncio does so when a task awaits: it "
             .. "leaves a callback with the future, and gives the loop back." },
}
