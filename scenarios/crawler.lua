title = "A crawler"
sentence = "Each page leads to more pages, and some answers are errors. How are all fetched, once each, and few at a time?"
about = [[
A crawler begins at the home page of a site. Each page leads to two others, as long as there are any, and back home.
Main keeps the frontier: which pages have been seen, and who is under way. It starts a task for each new page and waits
for whichever is done first. A semaphore lets only so many ask the server at a time. One answer in five is an error, and
then the page is tried again.
]]
notice = [[
On threads all 31 pages are there, home only once, although every page leads there: only main decides what is new, so
nobody has to be locked out. Never are more than four under way. Turn `errors` to 0 to see the shape: the first rounds
cannot be full, because nobody knows yet where to go. Four at a time need nine rounds of 50 ms: 1, 2, 4, and six more of
4.
]]
try = [[
With `errors` at 0, turn `bound` to 100: why does it take five rounds, and not one? Then turn `errors` back to 20 and
`place` to "forgotten": a task whose page is an error leaves without giving its place back. How many errors does it take
until no task can continue? Python's `with semaphore:` gives it back whatever happens.
]]
scale = 1
model = "threads"

knobs = {
  pages   = knob(31, { min = 1, max = 300, text = "pages of the site" }),
  bound   = knob(4, { min = 1, max = 100, text = "pages under way at a time" }),
  errors  = knob(20, { min = 0, max = 100, text = "answers of 100 that are errors" }),
  tries   = knob(10, { min = 1, max = 50, text = "tries until a page is given up" }),
  place   = knob("given back", { choices = { "given back", "forgotten" }, text = "what becomes of a place at an error" }),
  latency = seconds(0.05, { min = 0, max = 10, text = "until an answer is there" }),
}

web       = http_server{ latency = knob.latency, errors = knob.errors / 100 }
places    = semaphore(knob.bound)
under_way = variable(0, { mmap = true, atomic = true })
there     = variable(0)

function links_of(page)
  local links = { 1 }                            -- each page leads home
  for link = 2 * page, 2 * page + 1 do
    if link <= knob.pages then links[#links + 1] = link end
  end
  return links
end

function fetch(page)
  measure("under_way", under_way:add(1))
  local fine, why = pcall(web.get, web, "page " .. page, 1000)
  under_way:add(-1)
  if not fine then error(why, 0) end
end

function visit(page)
  places:acquire()
  local fine, why = pcall(fetch, page)
  if fine or knob.place == "given back" then places:release() end
  if not fine then error(why, 0) end
end

function crawl(page)
  for try = 1, knob.tries do
    if pcall(visit, page) then return links_of(page) end
  end
  return nil                                     -- it is given up
end

function main()
  local seen, tasks, lost = { [1] = true }, { spawn(crawl, 1) }, 0
  while #tasks > 0 do
    local done, pending = wait(tasks, { return_when = "first_completed" })
    for _, task in ipairs(done) do
      local links = await(task)
      if links then there.value = there.value + 1 else lost = lost + 1 end
      for _, link in ipairs(links or {}) do
        if not seen[link] then
          seen[link] = true
          pending[#pending + 1] = spawn(crawl, link)
        end
      end
    end
    tasks = pending
  end
  mark("all_there")
  print(there.value .. " pages are there, " .. lost .. " are given up")
end

questions = {
  { text = "There are no errors, and 31 pages: each leads to two others. Four are fetched at a time, for 50 ms "
         .. "each. When are all there?",
    answer = "all_there", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { pages = 31, bound = 4, errors = 0, latency = 0.05 },
    choices = {
      { "after 0.25 s", is = 0.25,
        belief = "It would be so if all pages that are known were fetched at a time: five rounds." },
      { "after 0.45 s", is = 0.45,
        belief = "It would be so with rounds of 1, 2, 4, and then of 4 until all 31 are there: nine of them." },
      { "after 1.55 s", is = 1.55, belief = "It would be so if one page was fetched at a time." },
    } },
  { text = "There are no errors and there is room for all: up to 100 pages are fetched at a time. When are all 31 there?",
    answer = "all_there", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { pages = 31, bound = 100, errors = 0, latency = 0.05 },
    choices = {
      { "after 0.05 s", is = 0.05,
        belief = "It takes a crawler that knows all pages. It learns of a page from the one before." },
      { "after 0.25 s", is = 0.25, belief = "It would be so if each round found the pages of the next: 1, 2, 4, 8, 16." },
      { "after 1.55 s", is = 1.55, belief = "It would be so if one page was fetched at a time." },
    } },
  { text = "There are four places. A task whose answer is an error leaves without giving its place back, and one "
         .. "answer in five is an error. How does it end?",
    answer = "outcome", knobs = { pages = 31, bound = 4, errors = 20, tries = 10, place = "forgotten" },
    choices = {
      { "all pages are there in the end, only later", is = "finished",
        belief = "Each error makes it slower at first. But after four errors there is no place left to try again in." },
      { "everybody waits", is = "deadlock",
        belief = "It would be so if a place that is not given back was gone for ever." },
    } },
  { text = "When are all pages there?", answer = "all_there", unit = "s" },
}

presets = {
  { "without errors", text = "Rounds of 1, 2, 4, and six more of 4: nobody knows the later pages yet.", model = "threads",
    knobs = { errors = 0 } },
  { "no bound", text = "All that are known at a time: five rounds, as the site is five pages deep.", model = "threads",
    knobs = { errors = 0, bound = 100 } },
  { "one at a time", text = "31 rounds, and a server that hardly notices.", model = "threads",
    knobs = { errors = 0, bound = 1 } },
  { "places are forgotten", text = "After four errors no place is left, and everybody waits for one.", model = "threads",
    knobs = { place = "forgotten" } },
  { "on a loop", text = "The same on one thread: a semaphore bounds its tasks as well.", model = "event_loop", knobs = {} },
}

words = {
  crawl = {
    name    = "the crawl of page",
    asleep  = { "{} is under way", "pages are under way", "page is under way" },
    blocked = { "{} waits for a place", "pages wait for a place", "page waits for a place" },
    done    = { "{} is over", "pages are done", "page is done" },
  },
}

teaches = "A frontier, and a bound"
builds_on = { "downloads" }
concepts = { "crawler", "HTTP", "semaphore", "rate limit", "back pressure", "retry", "wait", "FIRST_COMPLETED", "frontier",
             "breadth-first search", "resource leak", "with", "deadlock", "I/O-bound" }

challenges = {
  { title = "Mend the crawler", mend = true,
    text = "There is one place, and some answers are errors. Change the source until all three pages are there "
           .. "in every order. The knobs stay as they are: mend the code.",
    goal = { at = "end", all = { { variable = "there", equals = 3 }, { mark = "all_there", equals = 1 } } },
    knobs = { pages = 3, bound = 1, errors = 50, tries = 10, place = "forgotten" },
    hints = { "Count the places: who has taken one that never comes back?",
              "A place is to be given back whatever became of the page.",
              "In visit: places:release() without any condition." },
    praise = "A place is given back at an error, too, so the next try finds one." },
}
