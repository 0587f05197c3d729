title = "One thread or many"
sentence = "Two hundred clients wait for an answer from a server. Does that take two hundred threads, or will one do?"
about = [[
Each client asks a server, which answers after 0.2 s, and does nothing else. Main starts the clients one after another,
and computes for a moment before each start, as long as the knob `start` says: that is what a start costs. The model
decides what a client is: a thread, a process, a coroutine on a loop, or something that waits for one of four workers.
In a real run clients, connections and answers are real, and the true cost of a start on your computer comes on top.
]]
notice = [[
With 0.1 ms for a start all 200 have their answers after 0.22 s, as threads and as coroutines of one thread. Who waits
needs no core, so one thread is enough to wait for any number. The 200 threads do not wait faster; they wait at greater
expense: each has a stack of its own, and to start it takes the operating system. A pool of four threads needs 10 s: in
a pool only so many can wait as there are workers. One after another it is 40 s.
]]
try = [[
Turn `clients` to 10 000 on threads: 1 s of 1.2 s is starting. A coroutine costs about 5 µs: turn `start` to 0.000005 on
the event loop, and 10 000 take 0.25 s. Then turn `start` to 0 and the clock to real, and compare both models on this
computer. At which number does it begin to matter? And when is a thread each the better choice: what if a library only
has calls that block?
]]
scale = 1
model = "threads"
cores = 4

knobs = {
  clients = knob(200, { min = 1, max = 10000, text = "clients" }),
  start   = seconds(0.0001, { min = 0, max = 1, text = "main computes before each start" }),
  latency = seconds(0.2, { min = 0, max = 10, text = "until the server answers" }),
}

web = http_server{ latency = knob.latency }

function client(number)
  return web:get("answer " .. number, 100)
end

function main()
  local clients = {}
  for number = 1, knob.clients do
    compute(knob.start)
    clients[number] = spawn(client, number)
  end
  mark("all_started")
  gather(clients)
  mark("all_answered")
  print(knob.clients .. " clients have their answers")
end

questions = {
  { text = "200 clients wait for 0.2 s each, and main needs 0.1 ms to start one. When do all have their answers?",
    answer = "all_answered", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { clients = 200, start = 0.0001, latency = 0.2 },
    choices = {
      { "after 0.22 s", is = 0.22,
        belief = "It would be so if they waited at the same time, and only the starts added up." },
      { "after 10 s", is = 10,
        belief = "It would be so if there were four threads, and each waited for one client at a time." },
      { "after 40 s", is = 40, belief = "It would be so if the next one asked only when the one before had its answer." },
    } },
  { text = "A pool of four workers serves the 200 clients, each of whom waits for 0.2 s. When do all have their answers?",
    answer = "all_answered", models = { "thread_pool", "process_pool" }, cores = 4,
    knobs = { clients = 200, start = 0.0001, latency = 0.2 },
    choices = {
      { "after 0.22 s", is = 0.22, belief = "To wait needs no core, but in a pool it needs a worker, and there are four." },
      { "after 10 s", is = 10, belief = "It would be so if four waited at a time, in fifty rounds." },
      { "after 40 s", is = 40, belief = "Four workers wait at the same time: fifty rounds, not two hundred." },
    } },
  { text = "Ten times as many clients: 2 000. A start still costs 0.1 ms. When do all have their answers?",
    answer = "all_answered", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { clients = 2000, start = 0.0001, latency = 0.2 },
    choices = {
      { "after 0.22 s, as before", is = 0.22,
        belief = "The waits overlap, but main starts them one by one: that is 0.2 s alone." },
      { "after 0.4 s", is = 0.4, belief = "It would be so if 2 000 starts took 0.2 s, and then the last one waited." },
      { "after 2.2 s, ten times as long", is = 2.2,
        belief = "The starts take ten times as long. The waiting takes as long as before." },
    } },
  { text = "When do all clients have their answers?", answer = "all_answered", unit = "s" },
}

presets = {
  { "one thread", text = "An event loop waits for all 200 at a time.", model = "event_loop",
    knobs = { clients = 200, start = 0.0001 } },
  { "coroutines are cheap", text = "10 000 on the loop, at 5 µs a start.", model = "event_loop",
    knobs = { clients = 10000, start = 0.000005 } },
  { "threads cost more", text = "10 000 threads, at 0.1 ms a start: most of the time goes into starting.",
    model = "threads", cores = 4, knobs = { clients = 10000, start = 0.0001 } },
  { "a pool of four", text = "Only four clients wait at a time: fifty rounds.", model = "thread_pool", cores = 4,
    knobs = { clients = 200 } },
  { "one after another", text = "200 waits in a row.", model = "sequential", knobs = { clients = 200 } },
}

words = {
  client = {
    name   = "client",
    ready  = { "{} can continue", "clients can continue", "client can continue" },
    asleep = { "{} waits for its answer", "clients wait for an answer", "client waits for its answer" },
    wants_worker = { "{} stands in line", "clients stand in line", "client stands in line" },
    done   = { "{} has its answer", "clients have their answers", "client has its answer" },
  },
  main = {
    running = { "main starts a client", "start clients", "starts a client" },
  },
}

why = { all_answered = "The last of " .. knob.clients .. " clients has its answer." }

teaches = "To wait is not to work"
builds_on = { "downloads", "start_cost" }
concepts = { "C10k", "thread", "event loop", "asyncio", "coroutine", "start cost", "thread per connection", "stack",
             "memory", "epoll", "select", "non-blocking", "I/O-bound", "scalability" }
