title = "Two cashiers"
sentence = "Two queues, one or two cashiers: who waits, and for how long?"
about = [[
Two queues of customers stand in a shop, all there when it opens. A queue is a task that serves its customers in turn; a
cashier is a core. One cashier can serve one queue and then the other, or switch between them after each customer. Two
cashiers serve both at once. A wait lasts until one's service begins.
]]
notice = [[
One cashier who switches is as slow as one who does not: the mean wait stays the same, 210 s. It is only shared out, 180
and 240 s in place of 90 and 330. That is concurrency. Two cashiers halve it all. That is parallelism.
]]
try = [[
Run sequential, then event_loop, then threads on two cores. Then let the service times vary with `spread`.
]]
scale = 120
model = "threads"
cores = 2

knobs = {
  customers = knob(4, { min = 1, max = 100, text = "customers in each queue" }),
  service   = seconds(60, { min = 1, max = 3600, text = "a service takes" }),
  spread    = seconds(0, { min = 0, max = 3600, text = "a service may take this much less or more" }),
}

function service_time()
  if knob.spread == 0 then return knob.service end
  return math.max(0, knob.service + (2 * random() - 1) * knob.spread)
end

function queue(number)
  for customer = 1, knob.customers do
    local waited = now()
    measure("wait", waited)
    measure("wait_queue_" .. number, waited)
    compute(service_time())
    yield()                      -- the cashier may turn to the other queue
  end
end

function main()
  gather(spawn(queue, 1), spawn(queue, 2))
end

presets = {
  { "one cashier, in turn", text = "One cashier serves a customer of each queue in turn.", cores = 1 },
  { "one queue, then the other", text = "One cashier serves a whole queue, then the other one.", model = "sequential" },
  { "two cashiers", text = "Each queue has a cashier of its own.", cores = 2 },
}

questions = {
  { text = "Two cashiers serve a queue each. How long is the mean wait?", answer = "wait", unit = "s", cores = 2,
    models = { "threads", "processes", "thread_pool", "process_pool" },
    knobs = { customers = 4, service = 60, spread = 0 },
    choices = {
      { "90 s", is = 90 },
      { "105 s", is = 105, belief = "Half of one cashier's 210 s would be 105 s. But now two customers, not one, are "
                                    .. "served without any wait." },
      { "210 s", is = 210, belief = "It stays so when one cashier serves both queues. Two serve at the same time." },
    } },
  { text = "One cashier serves a customer of each queue in turn. How long is the mean wait?", answer = "wait",
    unit = "s", cores = 1, knobs = { customers = 4, service = 60, spread = 0 },
    choices = {
      { "90 s", is = 90, belief = "It would be so with two cashiers. One who switches serves nobody meanwhile." },
      { "210 s", is = 210 },
      { "240 s", is = 240, belief = "The second queue waits 240 s, the first one 180 s: the mean is between them." },
    } },
  { text = "How long is the mean wait?", answer = "wait", unit = "s" },
}

scene = { name = "shop", customers = knob.customers }
words = {
  queue = {
    name    = "queue",
    running = { "a cashier serves {}", "queues are served", "queue is served" },
    ready   = { "{} waits for a cashier", "queues wait for a cashier", "queue waits for a cashier" },
    blocked = { "{} waits", "queues wait", "queue waits" },
    done    = { "{} is empty", "queues are empty", "queue is empty" },
  },
}

teaches = "Concurrent is not parallel"
builds_on = { "chess_exhibition" }
concepts = { "parallelism", "concurrency", "queue", "scheduling", "round robin", "time slicing", "quantum",
             "throughput", "waiting time", "core" }
