title = "A primary and its copy"
sentence = "A bank keeps a copy of its books on another machine. The bank crashes. What is gone?"
about = [[
The client sends deposits of 1 € one after another, each until it is acknowledged. The primary books them in its memory. It
may acknowledge at once, and send what is new to the copy now and then; or only once the copy has it, too. When the primary
crashes, its memory is gone. The client hears nothing, waits until its time is up, and turns to the copy. From then on the
copy leads, goes on from what it knows, and takes no more from the primary: nobody can tell whether that is dead or only slow.
]]
notice = [[
Acknowledged at once, a deposit takes 0.2 s. What was acknowledged since the last copy dies with the primary, and the client,
who has the acknowledgement, never sends it again: it is lost. Acknowledged when copied, nothing is lost; but each deposit
takes the way to the copy and back as well, and once the copy is down nobody is served any more.
]]
try = [[
Turn `copies_every` up and down: how many deposits can be lost at most? Turn `crashes_at`. Let the copy crash first: `simul
run primary_and_copy --preset "when copied" --crash copy@1`. The primary waits for what the copy will never confirm, and the
client, in the end, for ever. Cut the link between both, `--cut primary-copy@1:4`: the client turns to the copy, though the
primary is well. Who is right to go on, and how could they know? When must the primary crash so that something is lost?
`simul explore primary_and_copy --preset "one deposit"` finds all such orders, also those in which the primary was only slow;
and none with `--set acknowledges="when copied"`.
]]

knobs = {
  acknowledges = knob("at once", { choices = { "at once", "when copied" }, text = "when the primary says that it is booked" }),
  copies_every = seconds(1, { min = 0.05, max = 60, text = "if at once: what is new goes to the copy" }),
  copies       = knob(1000, { min = 0, max = 1000, text = "and so often, at most" }),
  crashes_at   = seconds(2.9, { min = 0, max = 600, text = "the primary crashes" }),
  deposits     = knob(20, { min = 1, max = 500, text = "of 1 € each" }),
  latency      = seconds(0.05, { min = 0, max = 10, text = "to the primary, and between it and the copy" }),
  work         = seconds(0.1, { min = 0, max = 10, text = "to book one" }),
  timeout      = seconds(1, { min = 0.01, max = 60, text = "the client waits for an answer" }),
}

nodes   = { { name = "client", cores = 1 }, { name = "primary", cores = 1 }, { name = "copy", cores = 1 } }
network = { latency = knob.latency }

at_primary   = on("primary", channel(64))   -- deposits
copied       = on("primary", channel(64))   -- what the copy has confirmed
book         = on("primary", mutex())
booked       = on("primary", variable(0))   -- how many deposits
at_copy      = on("copy", channel(64))      -- deposits, and how many the primary has booked
known        = on("copy", variable(0))      -- how many deposits
answers      = channel(64)
acknowledged = variable(0)                  -- how many deposits, to the client
lost         = variable(0)                  -- of these, whoever leads now knows nothing

-- Sends the copy what is new; `waits`: until it is there.
function replicate(waits)
  book:lock()
  local number = booked.value
  book:unlock()
  at_copy:send({ upto = number, waits = waits })
  repeat until not waits or copied:receive() >= number
end

function primary()
  while true do
    local request = at_primary:receive()
    if request.number then
      compute(knob.work)
      book:lock()
      booked.value = request.number
      book:unlock()
      if knob.acknowledges == "when copied" then replicate(true) end
    end
    answers:send({ number = request.number, count = booked.value })
  end
end

function copier()
  for _ = 1, knob.copies do
    sleep(knob.copies_every)
    replicate(false)
  end
end

function copy()
  local leads = false                       -- it has been turned to: what the primary books does not count any more
  local seen = {}                           -- by number: the same may come twice
  local function learn(number)
    if not seen[number] then known.value = known.value + 1 end
    seen[number] = true
  end
  while true do
    local request = at_copy:receive()
    if request.upto then
      if not leads then
        for number = 1, request.upto do learn(number) end
        if request.waits then copied:send(request.upto) end
      end
    else
      leads = true
      if request.number then
        compute(knob.work)
        learn(request.number)
      end
      answers:send({ number = request.number, count = known.value })
    end
  end
end

-- The answer, or nothing if it does not come within the time limit. One to an earlier request is passed over.
function ask(server, request, limit)
  server:send(request)
  local there, answer = pcall(function()
    while true do
      local answer = answers:receive(limit)
      if answer.number == request.number then return answer end
    end
  end)
  return there and answer or nil
end

function disaster()
  sleep(knob.crashes_at)
  crash("primary")
end

function main()
  spawn_on("primary", { daemon = true }, primary)
  if knob.acknowledges == "at once" then spawn_on("primary", { daemon = true }, copier) end
  spawn_on("copy", { daemon = true }, copy)
  local crashed = spawn(disaster)
  local server = at_primary
  local function served(request, limit)     -- `limit`: for the copy's answer
    local answer = server == at_primary and ask(at_primary, request, knob.timeout)
    if answer then return answer end
    if server == at_primary then mark("turns_to_copy") end
    server = at_copy
    return ask(at_copy, request, limit)
  end
  for number = 1, knob.deposits do
    if not served({ number = number }, knob.timeout) then
      mark("nobody_answers")
      break
    end
    acknowledged.value = number
    if number == knob.deposits then mark("all_acknowledged") end
  end
  join(crashed)
  local total = served({ count = true })    -- of the copy it waits for this one as long as it takes
  lost.value = math.max(0, acknowledged.value - total.count)
  expect(lost.value == 0, "no acknowledged deposit is lost")
end

presets = {
  { "at once",     text = "fast, and what was not copied yet is lost", knobs = { acknowledges = "at once" } },
  { "copied often", text = "fewer are lost; some still are", knobs = { copies_every = "0.5" } },
  { "one deposit", text = "so little that all orders of events can be explored", knobs = { deposits = "1", copies = "1" } },
  { "when copied", text = "nothing is lost, and each deposit takes longer", knobs = { acknowledges = "when copied" } },
}

questions = {
  { text = "A deposit is acknowledged every 0.2 s; copies are made every second. The bank crashes at 2.9 s. How many are lost?",
    answer = "lost",
    knobs = { acknowledges = "at once", copies_every = "1", crashes_at = "2.9", deposits = "20", latency = "0.05", work = "0.1" },
    choices = {
      { "none", is = 0,
        belief = "The client sends again what was not acknowledged. These were, and it does not know that they are missing." },
      { "one", is = 1,
        belief = "The one that was under way was not acknowledged, and is sent again. Lost is what was acknowledged and not copied." },
      { "four", is = 4, belief = "It is so: the primary had acknowledged 14, and the copy knew 10." },
    } },
  { text = "Now it acknowledges a deposit when the copy has it. When are all 20 acknowledged?",
    answer = "all_acknowledged", unit = "s",
    knobs = { acknowledges = "when copied", crashes_at = "2.9", deposits = "20", latency = "0.05", work = "0.1", timeout = "1" } },
  { text = "How many acknowledged deposits are lost?", answer = "lost" },
}

words = {
  primary = {
    name    = "the primary",
    running = { "{} books a deposit", "primaries book a deposit", "primary books a deposit" },
    blocked = { "{} waits for a request", "primaries wait for a request", "primary waits for a request" },
  },
  copier = {
    name   = "the copier",
    asleep = { "{} waits until it copies again", "copiers wait until they copy again", "copier waits until it copies again" },
  },
  copy = {
    name    = "the copy",
    running = { "{} books a deposit", "copies book a deposit", "copy books a deposit" },
    blocked = { "{} waits for a request", "copies wait for a request", "copy waits for a request" },
  },
  main = {
    name    = "the client",
    blocked = { "{} waits for an answer", "clients wait for an answer", "client waits for an answer" },
  },
  disaster = { name = "disaster" },
}

teaches = "Replication, and what an acknowledgement is worth"
builds_on = { "lost_messages" }
concepts = { "distributed", "replication", "primary", "backup", "failover", "crash", "durability", "acknowledgement",
             "synchronous replication", "asynchronous replication", "availability", "consistency", "CAP" }
