title = "A web service"
sentence = "A request waits 40 ms for another service and computes for 10 ms. How many of them a second are too many?"
about = [[
Requests come to a web service at an even pace. Each asks another service, say for a price, which answers after 40 ms,
and then computes a page for 10 ms. There are two cores. As long as the service keeps up, a request is answered after 50
ms or little more. Beyond that the line grows as long as requests come, and so does the time that each one takes. Where
that begins depends on the model: one after another, a loop, a pool of two, threads.
]]
notice = [[
On the event loop 80 requests per second are answered after 50 ms each: while one waits for its price, the loop computes
others. It computes 100 per second at the most. At 150 each takes longer than the one before, the last one 0.31 s. A
pool of two threads is too slow for 80: a request keeps its thread for 50 ms, of which it waits 40, so two threads
answer 40 per second. One after another it is 20. A thread for each request: 200, as two cores compute so much.
]]
try = [[
Guess the most that each model can answer, then turn `load` up to it and beyond: 20, 40, 100, 200. Then make a pool of
your own: on threads at a load of 190, turn `places` to 4. How many places does it take to be as fast as without a
limit? Work it out first: 190 come per second, and each stays for 50 ms, so how many are inside at a time? On the
command line, `simul sweep web_service --over load=20..200:20 --measure response` shows where the line begins.
]]
scale = 1
model = "event_loop"
cores = 2

knobs = {
  load     = knob(80, { min = 1, max = 1000, text = "requests per second" }),
  requests = knob(80, { min = 1, max = 1000, text = "requests in all" }),
  cpu      = seconds(0.01, { min = 0, max = 1, text = "a request computes" }),
  answer   = seconds(0.04, { min = 0, max = 10, text = "until the other service answers" }),
  places   = knob(0, { min = 0, max = 100, text = "requests that are handled at a time (0: no limit)" }),
}

prices = http_server{ latency = knob.answer }
if knob.places > 0 then places = semaphore(knob.places) end

function handle()
  prices:get("price", 100)                       -- nobody needs a core for this
  compute(knob.cpu)                              -- the page
end

function request(number, came)
  if places then places:acquire() end
  handle()
  if places then places:release() end
  measure("response", now() - came)
  mark("all_answered")
end

function main()
  local opened, requests = now(), {}
  for number = 1, knob.requests do
    local comes = opened + (number - 1) / knob.load
    requests[number] = spawn_at(comes, request, number, comes)
  end
  gather(requests)
  print(knob.requests .. " requests are answered")
end

questions = {
  { text = "80 requests per second on an event loop. Each waits 40 ms, then computes 10 ms. How long does the slowest "
         .. "take?",
    answer = "response", worst = true, models = { "event_loop" },
    knobs = { load = 80, requests = 80, cpu = 0.01, answer = 0.04, places = 0 },
    choices = {
      { "50 ms", is = 0.05, belief = "It is so if the loop computes others while one waits for its price." },
      { "about 1 s", is = 1, belief = "80 times 10 ms of computing fit into a second, and to wait keeps nobody." },
      { "about 3 s", is = 3, belief = "It would be so if the loop waited with each request for its answer." },
    } },
  { text = "The same 80 requests per second in a pool of two threads. How long does the slowest take?",
    answer = "response", worst = true, models = { "thread_pool", "process_pool" }, cores = 2,
    knobs = { load = 80, requests = 80, cpu = 0.01, answer = 0.04, places = 0 },
    choices = {
      { "50 ms", is = 0.05, belief = "Two threads could compute 200 per second. But they keep waiting with each request." },
      { "about 1 s", is = 1, belief = "It would be so if each thread was kept for 50 ms by a request: 40 per second." },
      { "about 3 s", is = 3, belief = "It would be so with one thread: 20 per second." },
    } },
  { text = "150 requests per second on the event loop, for half a second. How long does the slowest take?",
    answer = "response", worst = true, models = { "event_loop" },
    knobs = { load = 150, requests = 80, cpu = 0.01, answer = 0.04, places = 0 },
    choices = {
      { "50 ms", is = 0.05, belief = "To wait costs the loop nothing, but to compute does: 100 per second at the most." },
      { "about 0.1 s", is = 0.1, belief = "The line does not stop growing as long as more come than are computed." },
      { "about 0.3 s", is = 0.3,
        belief = "It would be so if the last one stood in line behind a third of the 80 requests." },
    } },
  { text = "How long does the slowest request take?", answer = "response", worst = true, unit = "s" },
}

presets = {
  { "too many for the loop", text = "150 per second, where the loop can compute 100: the line grows.", model = "event_loop",
    knobs = { load = 150 } },
  { "too many for a pool", text = "Two threads that wait with their requests answer 40 per second.", model = "thread_pool",
    cores = 2, knobs = { load = 80 } },
  { "one after another", text = "One request at a time, with all its waiting: 20 per second.", model = "sequential",
    knobs = { load = 80 } },
  { "threads", text = "A thread for each request: two cores compute 200 per second.", model = "threads", cores = 2,
    knobs = { load = 150 } },
  { "threads with the global lock", text = "One thread computes at a time: no more than on the loop.",
    model = "threads_gil", cores = 2, knobs = { load = 150 } },
  { "a pool of ten", text = "Ten places for requests of 50 ms: 200 per second, as many as the cores can compute.",
    model = "threads", cores = 2, knobs = { load = 190, places = 10 } },
}

words = {
  request = {
    name    = "request",
    ready   = { "{} waits for a core", "requests wait for a core", "request waits for a core" },
    running = { "{} computes its page", "requests compute their pages", "request computes its page" },
    blocked = { "{} waits for a place", "requests wait for a place", "request waits for a place" },
    wants_worker = { "{} stands in line", "requests stand in line", "request stands in line" },
    asleep  = { "{} waits for its price", "requests wait for their prices", "request waits for its price" },
    done    = { "{} is answered", "requests are answered", "request is answered" },
  },
}

teaches = "Where a service breaks"
builds_on = { "downloads", "thread_pool_inside" }
concepts = { "web server", "I/O-bound", "CPU-bound", "throughput", "response time", "latency", "load", "saturation",
             "queueing", "Little's law", "thread pool", "pool size", "asyncio", "GIL" }
