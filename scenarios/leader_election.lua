title = "Who leads?"
sentence = "Five machines, one of which is to lead. Then the leader crashes, or a cable is cut. Who leads now, and is it one?"
about = [[
At each beat every machine tells all others that it is there. Whoever was not heard for some time is taken to be down, and
the greatest number that is up leads. Nobody decides that: each machine looks at what it has heard. An observer counts the
beats at which nobody says that it leads, and those at which two do.
]]
notice = [[
That nothing was heard does not say why: the other may have crashed, or be slow, or the cable is cut. When the leader crashes,
nobody leads until the others have waited long enough. When the cable is cut, the other side chooses a leader of its own, and
there are two, each of whom takes the other for dead. With `majority` only who hears of more than half leads: then there is
never a second one, and on the smaller side nobody leads at all.
]]
try = [[
Turn `what` to "cut", then `majority` to "needed". Make `patience` as short as `beat`, and `jitter` greater: now the leader is
well, and is replaced. Crash others: `simul run leader_election --crash n4@1`. Let two machines on the greater side crash while
the cable is cut: who leads then?
]]

knobs = {
  what     = knob("crash", { choices = { "crash", "cut", "nothing" }, text = "that happens: the leader crashes, or the cable "
    .. "between n3 and n4 is cut" }),
  majority = knob("not needed", { choices = { "not needed", "needed" }, text = "to hear of more than half, for who leads" }),
  from     = seconds(1.2, { min = 0, max = 600, text = "it happens" }),
  to       = seconds(3.2, { min = 0, max = 600, text = "the machine is back, or the cable is mended" }),
  beat     = seconds(0.2, { min = 0.01, max = 10, text = "between two signs of life" }),
  patience = seconds(0.5, { min = 0.01, max = 60, text = "after so long in silence one is taken to be down" }),
  latency  = seconds(0.02, { min = 0, max = 10, text = "a message is under way" }),
  jitter   = seconds(0.0, { min = 0, max = 10, text = "and up to so much longer, by chance" }),
  beats    = knob(25, { min = 1, max = 1000, text = "that are observed" }),
}

names   = { "n1", "n2", "n3", "n4", "n5" }
nodes   = { { name = "observer", cores = 1 }, { name = "n1", cores = 1 }, { name = "n2", cores = 1 }, { name = "n3", cores = 1 },
            { name = "n4", cores = 1 }, { name = "n5", cores = 1 } }
network = { latency = knob.latency, jitter = knob.jitter }

inbox   = {}
for number, name in ipairs(names) do inbox[number] = on(name, channel(64)) end
claims  = channel(256)               -- of those who lead, at each beat
nobody  = variable(0)                -- beats at which nobody leads
several = variable(0)                -- beats at which more than one does
leader  = variable(0)                -- at the last beat at which there was one, the greatest

-- What comes next, or nothing if nothing comes until then. A time is a sum of fractions: what is left may be next to nothing.
function hears(channel, due)
  while due - now() > 1e-6 do
    local there, what = pcall(function() return channel:receive(due - now()) end)
    if there then return what end
  end
end

function machine(me)
  local heard, leads, due = {}, false, now()
  for other in ipairs(names) do heard[other] = now() end
  while true do
    due = due + knob.beat
    local from = hears(inbox[me], due)
    while from do
      heard[from] = now()
      from = hears(inbox[me], due)
    end
    compute(0.01)
    local up, greatest = 1, me
    for other in ipairs(names) do
      if other ~= me and now() - heard[other] <= knob.patience then
        up, greatest = up + 1, math.max(greatest, other)
      end
    end
    local led = leads
    leads = greatest == me and (knob.majority == "not needed" or 2 * up > #names)
    if leads and not led then mark(names[me] .. "_leads") end
    for other in ipairs(names) do
      if other ~= me then inbox[other]:send(me) end
    end
    if leads then claims:send(me) end
  end
end

function restart(name)
  for number, known in ipairs(names) do
    if known == name then spawn({ daemon = true }, machine, number) end
  end
end

function happening()
  sleep(knob.from)
  local function on_link(change)
    for lower = 1, 3 do
      for upper = 4, 5 do change(names[lower], names[upper]) end
    end
  end
  if knob.what == "crash" then crash("n5") elseif knob.what == "cut" then on_link(cut) end
  sleep(math.max(0, knob.to - knob.from))
  if knob.what == "crash" then come_back("n5") elseif knob.what == "cut" then on_link(mend) end
end

function main()
  for number, name in ipairs(names) do spawn_on(name, { daemon = true }, machine, number) end
  spawn({ daemon = true }, happening)
  sleep(knob.beat / 2)
  for beat = 1, knob.beats do
    local claimed, count, due = {}, 0, now() + knob.beat
    local who = hears(claims, due)
    while who do
      if not claimed[who] then count = count + 1 end
      claimed[who] = true
      leader.value = count == 1 and who or math.max(who, leader.value)
      who = hears(claims, due)
    end
    if count == 0 then nobody.value = nobody.value + 1 end
    if count > 1 then several.value = several.value + 1 end
  end
end

presets = {
  { "crash",    text = "nobody leads until the others have lost patience; then n4, until n5 is back", knobs = { what = "crash" } },
  { "cut",      text = "two lead, each for its side", knobs = { what = "cut" } },
  { "majority", text = "cut, and only the greater side has a leader", knobs = { what = "cut", majority = "needed" } },
}

questions = {
  { text = "n5 leads. The cable between n3 and n4 is cut for ten beats. At how many beats do two machines lead?", answer = "several",
    knobs = { what = "cut", majority = "not needed", from = "1.2", to = "3.2", beat = "0.2", patience = "0.5", jitter = "0" },
    choices = {
      { "at none: there is one greatest number", is = 0,
        belief = "There is, but on the side of n3 nobody hears of it, and silence is taken for a crash." },
      { "at some", is = 8, belief = "It is so: once those on the other side have lost patience, n3 leads there, and n5 here." },
      { "at all after it", is = 18, belief = "It would be so if the cable were not mended." },
    } },
  { text = "The same, but to lead one must hear of more than half. At how many beats do two machines lead?",
    answer = "several",
    knobs = { what = "cut", majority = "needed", from = "1.2", to = "3.2", beat = "0.2", patience = "0.5", jitter = "0" },
    choices = {
      { "at none", is = 0, belief = "It is so: there cannot be two groups of more than half." },
      { "at some", is = 8, belief = "n5 hears of two of five, itself included, and steps down." },
    } },
  { text = "At how many beats do two machines lead?", answer = "several" },
}

words = {
  machine = {
    name    = "machine",
    running = { "{} looks who is up", "machines look who is up", "machine looks who is up" },
    blocked = { "{} listens", "machines listen", "machine listens" },
  },
  happening = { name = "what happens" },
  main = {
    name    = "the observer",
    blocked = { "{} listens", "observers listen", "observer listens" },
  },
}

teaches = "Silence, two leaders, and majorities"
builds_on = { "lost_messages" }
concepts = { "distributed", "leader election", "failure detector", "heartbeat", "split brain", "majority", "network partition",
             "bully algorithm", "crash" }
