title = "Quorum"
sentence = "Three machines keep a value. How many must have taken a write, and how many answer a read, so that no read is old?"
about = [[
Three machines keep the same value, so that one of them may fail. The client sends each new version to all three, and goes on
when W of them have confirmed it; if they do not in time, it sends once more. Then it asks all three, and takes the newest of
the first R answers. Some messages are lost, and some overtake others: so there are machines that a write has not reached.
]]
notice = [[
A read is old when the R that answered it are others than the W that had confirmed the write. With R + W greater than 3 they
have one in common, and no read is old, whatever the network does; with R + W of 3 or less, some are. The greater W is, the
longer a write takes, and the greater R, a read: somebody always waits for the slowest of so many.
]]
try = [[
Turn W and R through all nine pairs: which read nothing old? Which of them still work when a machine is down,
`simul run quorum --set W=3 --crash C@1`, and which when two are, `--crash B@1 --crash C@1`? That a read is never old in a
hundred rounds proves nothing: `simul explore quorum --preset "one round"` goes through all that can happen in one, for
`--set W=2 --set R=2`, too.
]]

knobs = {
  W       = knob(1, { min = 1, max = 3, text = "confirmations that a write waits for" }),
  R       = knob(1, { min = 1, max = 3, text = "answers that a read waits for" }),
  rounds  = knob(100, { min = 1, max = 1000, text = "writes, each with a read after it" }),
  latency = seconds(0.01, { min = 0, max = 10, text = "a message is under way" }),
  jitter  = seconds(0.1, { min = 0, max = 10, text = "and up to so much longer, by chance" }),
  work    = seconds(0.005, { min = 0, max = 10, text = "of a machine, for each request" }),
  loss    = knob(0.2, { min = 0, max = 0.9, text = "how likely a message is lost" }),
  timeout = seconds(0.5, { min = 0.01, max = 60, text = "until the client sends once more" }),
  tries   = knob(10, { min = 1, max = 1000, text = "before it gives up" }),
}

nodes   = { { name = "client", cores = 1 }, { name = "A", cores = 1 }, { name = "B", cores = 1 }, { name = "C", cores = 1 } }
network = { latency = knob.latency, jitter = knob.jitter, loss = knob.loss, reorders = true }

requests  = { on("A", channel(64)), on("B", channel(64)), on("C", channel(64)) }
confirmed = channel(1024)
values    = channel(1024)
stale     = variable(0)                     -- reads that did not see the last confirmed write

function replica(number)
  local version = 0
  while true do
    local request = requests[number]:receive()
    if knob.work > 0 then compute(knob.work) end
    if request.writes then
      version = math.max(version, request.round)
      confirmed:send({ round = request.round, from = number, version = version })
    else
      values:send({ round = request.round, from = number, version = version })
    end
  end
end

-- The newest version among the answers of so many machines in this round. Who answers twice counts once.
function newest(answers, request, count)
  local latest, heard = 0, {}
  local function collect()
    while count > 0 do
      local answer = answers:receive(knob.timeout)
      if answer.round == request.round and not heard[answer.from] then
        heard[answer.from] = true
        count = count - 1
        latest = math.max(latest, answer.version)
      end
    end
  end
  for try = 1, knob.tries do
    for number = 1, 3 do requests[number]:send(request) end
    if pcall(collect) then return latest end
  end
end

function main()
  for number, name in ipairs{ "A", "B", "C" } do spawn_on(name, { daemon = true }, replica, number) end
  local old = 0
  for round = 1, knob.rounds do
    local began = now()
    if not newest(confirmed, { round = round, writes = true }, knob.W) then return mark("unavailable") end
    measure("write", now() - began)
    began = now()
    local version = newest(values, { round = round }, knob.R)
    if not version then return mark("unavailable") end
    measure("read", now() - began)
    if version < round then
      old = old + 1
      stale.value = old
    end
  end
  mark("all_read")
  expect(old == 0, "no read is old")
end

presets = {
  { "fast",            text = "one confirmation, one answer: some reads are old", knobs = { W = "1", R = "1" } },
  { "quorum",          text = "two and two: any two have one in common with any two", knobs = { W = "2", R = "2" } },
  { "one round",       text = "so little that all orders of events can be explored; what is late is as good as lost",
    knobs = { rounds = "1", tries = "1", work = "0", loss = "0" } },
  { "write all",       text = "reads are fast and new, and no machine may fail", knobs = { W = "3", R = "1" } },
}

questions = {
  { text = "A write waits for two confirmations of three, a read for one answer. Can a read be old?",
    answer = "stale", knobs = { W = "2", R = "1" },
    choices = {
      { "no: two of three have it", is = 0, belief = "The one answer may be the third's, whom the write has not reached yet." },
      { "yes, some are", is = 10, belief = "It is so: 2 + 1 is not more than 3." },
    } },
  { text = "A write waits for two confirmations of three, a read for two answers. Can a read be old?",
    answer = "stale", knobs = { W = "2", R = "2" },
    choices = {
      { "no", is = 0, belief = "It is so: of any two and any two of three, one is the same." },
      { "yes, some are", is = 10, belief = "It would be so if both answers could come from machines without the write; only one is." },
    } },
  { text = "How many reads are old?", answer = "stale" },
}

words = {
  replica = {
    name    = "replica",
    running = { "{} answers", "replicas answer", "replica answers" },
    blocked = { "{} waits for a request", "replicas wait for a request", "replica waits for a request" },
  },
  main = {
    name    = "the client",
    blocked = { "{} waits for answers", "clients wait for answers", "client waits for answers" },
  },
}

teaches = "R + W > N: what a majority is good for"
builds_on = { "primary_and_copy" }
concepts = { "distributed", "quorum", "replication", "majority", "stale read", "consistency", "availability", "Dynamo", "CAP" }
