title = "One await after another"
sentence = "Three pages are fetched asynchronously, and each takes a second. When are all of them there?"
about = [[
Each page takes a second to come. Main asks for it and awaits it; meanwhile an event loop could do anything else. But to
await means to go no further until the answer is there. Whether the three waits take place at the same time depends on
when the pages are asked for: each after the one before it has come, or all of them before the first is awaited.
]]
notice = [[
All is asynchronous, and yet the pages come at 1, 2 and 3 s: while main awaits a page, nobody has asked for the next
one. Asked for first and gathered, all three are there after 1 s on the event loop, and their order is that in which main
asked. There is still one thread: what the pages share is the waiting.
]]
try = [[
Turn `asks` to "all first". Then turn `fetch` to "computes", so that a page is made by computing for a second instead of
waiting for one: what do tasks on one event loop gain now? Run that on threads with four cores, and on threads_gil.
]]
scale = 10
model = "event_loop"

knobs = {
  asks   = knob("one by one", { choices = { "one by one", "all first" }, text = "how main asks for the pages" }),
  pages  = knob(3, { min = 1, max = 50, text = "pages to fetch" }),
  answer = seconds(1, { min = 0, max = 60, text = "a page takes" }),
  fetch  = knob("waits", { choices = { "waits", "computes" }, text = "how a page takes its time" }),
}

function fetch(page)
  if knob.fetch == "waits" then sleep(knob.answer) else compute(knob.answer) end
  return "page " .. page
end

function main()
  if knob.asks == "one by one" then
    for page = 1, knob.pages do
      print(await(spawn(fetch, page)))         -- meanwhile nobody asks for the next page
    end
  else
    local asked = {}
    for page = 1, knob.pages do asked[page] = spawn(fetch, page) end
    for _, text in ipairs(gather(asked)) do print(text) end
  end
  mark("all_there")
end

questions = {
  { text = "Main awaits each page before it asks for the next. A page takes a second. When are all three there?",
    answer = "all_there", knobs = { asks = "one by one", pages = 3, answer = 1 },
    choices = {
      { "after one second", is = 1,
        belief = "They come together only if all are asked for before the first is awaited. Here the second is asked "
                 .. "for when the first has come." },
      { "after three seconds", is = 3,
        belief = "It would be so if each page was asked for only after the one before had come." },
    } },
  { text = "Now main asks for all three pages first, and then gathers them. When are they there?",
    answer = "all_there", models = { "event_loop", "threads", "threads_gil", "processes" },
    knobs = { asks = "all first", fetch = "waits", pages = 3, answer = 1 },
    choices = {
      { "after one second", is = 1,
        belief = "It would be so if the three waited at the same time." },
      { "after three seconds", is = 3,
        belief = "Main awaits the first page when all three are on their way already: they wait at the same time." },
    } },
  { text = "Main asks for all three first, but each page has to be computed, for a second. When are they there?",
    answer = "all_there", models = { "event_loop", "threads_gil" },
    knobs = { asks = "all first", fetch = "computes", pages = 3, answer = 1 },
    choices = {
      { "after one second", is = 1,
        belief = "Waiting can be shared by one thread. Computing cannot: here only one page is computed at a time." },
      { "after three seconds", is = 3,
        belief = "It would be so if only one page could be computed at a time." },
    } },
  { text = "When are all pages there?", answer = "all_there", unit = "s" },
}

presets = {
  { "all first", text = "All pages are asked for, then gathered: they wait at the same time.",
    model = "event_loop", knobs = { asks = "all first", fetch = "waits" } },
  { "computing", text = "Pages that are computed gain nothing from an event loop, asked for first or not.",
    model = "event_loop", knobs = { asks = "all first", fetch = "computes" } },
  { "computing on cores", text = "On threads, each page is computed on a core of its own.",
    model = "threads", cores = 4, knobs = { asks = "all first", fetch = "computes" } },
}

words = {
  fetch = {
    name    = "page",
    woken   = "{} came",
    running = { "{} is computed", "pages are computed", "page is computed" },
    asleep  = { "{} is on its way", "pages are on their way", "page is on its way" },
    done    = { "{} is there", "pages are there", "page is there" },
  },
}

teaches = "Asking first, awaiting later"
builds_on = { "coroutine_objects" }
concepts = { "asyncio", "await", "async", "gather", "create_task", "coroutine", "event loop", "concurrency", "sequential",
             "I/O-bound", "CPU-bound", "latency" }
