title = "Votes in a term"
sentence = "Three machines elect a leader by their votes. Can two be elected in the same term?"
about = [[
Whoever has heard of no leader for a while becomes a candidate: it begins a new term, votes for itself, and asks the others for
their votes. A machine gives one vote in each term, to the first that asks for it. Whoever has the votes of more than half
leads in that term, and tells so. Machines may crash and come back, and messages are late: so there may be several candidates.
]]
notice = [[
Two candidates of one term cannot both have the votes of two of three machines, as the one whose vote both had has voted
twice. So all depends on that a machine knows whom it has voted for. In memory it does until it crashes. It votes, crashes,
comes back, and votes again: two lead. On the disk, written before the vote is sent, it knows for good.
]]
try = [[
`simul explore votes --faults crash=1` goes through all orders in which one machine crashes, and finds no second leader. With
`--set remembers="in memory"` it finds one, and tells you the shortest way to it. With `--set remembers=nothing` no crash is
needed. Step that by hand: where is it that the machine votes twice?
]]

knobs = {
  remembers  = knob("on disk", { choices = { "on disk", "in memory", "nothing" }, text = "where a machine has whom it voted for" }),
  candidates = knob(2, { min = 1, max = 3, text = "machines that may become candidates, once each" }),
  latency    = seconds(0.05, { min = 0, max = 10, text = "a message is under way" }),
  patience   = seconds(0.5, { min = 0.01, max = 60, text = "of the first candidate; the second has twice as much" }),
}

names   = { "n1", "n2", "n3" }
nodes   = { { name = "observer", cores = 1 }, { name = "n1", cores = 1 }, { name = "n2", cores = 1 }, { name = "n3", cores = 1 } }
network = { latency = knob.latency }

inbox, voted, disk = {}, {}, {}
for number, name in ipairs(names) do
  inbox[number] = on(name, channel(8))
  voted[number] = on(name, variable(0))     -- in memory: the last term in which it voted
  disk[number]  = on(name, database())      -- on disk: the same
end
claims  = channel(8)                        -- of those who lead
elected = variable(0)                       -- how many have said so

-- Whether this machine may vote in this term; then it has.
function votes_in(me, term)
  if knob.remembers == "on disk" then
    local there, last = pcall(disk[me].query, disk[me], "voted")     -- before its first vote there is no such row
    if there and last >= term then return false end
    disk[me]:execute("voted", term)
  elseif knob.remembers == "in memory" then
    if voted[me].value >= term then return false end
    voted[me].value = term
  end
  return true
end

function machine(me, may_stand)
  local term, votes = 0, {}
  local function hears()
    if may_stand and term == 0 then return inbox[me]:receive(knob.patience * me) end
    return inbox[me]:receive()
  end
  while true do
    local there, it = pcall(hears)
    if not there then
      term = 1
      if votes_in(me, term) then
        votes = { [me] = true }
        for other in ipairs(names) do
          if other ~= me then inbox[other]:send({ asks = me, term = term }) end
        end
      end
    elseif it.asks then
      if votes_in(me, it.term) then inbox[it.asks]:send({ votes = me, term = it.term }) end
    elseif it.term == term and not votes[it.votes] then
      votes[it.votes] = true
      local count = 0
      for _ in pairs(votes) do count = count + 1 end
      if count == 2 then claims:send({ leads = me, term = term }) end
    end
  end
end

function restart(name)
  for number, known in ipairs(names) do
    if known == name then spawn({ daemon = true }, machine, number, false) end
  end
end

function main()
  for number, name in ipairs(names) do spawn_on(name, { daemon = true }, machine, number, number <= knob.candidates) end
  local leader = {}
  local function hears() return claims:receive(3 * knob.patience) end
  while true do
    local there, it = pcall(hears)
    if not there then break end
    elected.value = elected.value + 1
    expect(not leader[it.term], "no two lead in the same term")
    leader[it.term] = it.leads
  end
end

presets = {
  { "on disk",   text = "each machine knows for good whom it has voted for", knobs = { remembers = "on disk" } },
  { "in memory", text = "it knows until it crashes", knobs = { remembers = "in memory" } },
  { "nothing",   text = "it votes for everybody: two lead", knobs = { remembers = "nothing" } },
}

questions = {
  { text = "No machine remembers whom it has voted for. Nothing crashes. How many are elected in the same term?",
    answer = "elected", knobs = { remembers = "nothing", candidates = "2" },
    choices = {
      { "one: it has more than half of the votes", is = 1,
        belief = "It has. But whoever does not know that it has voted votes again, and the other one gets more than half, too." },
      { "two", is = 2, belief = "It is so: the same machines vote for both." },
    } },
  { text = "How many are elected?", answer = "elected" },
}

words = {
  machine = {
    name    = "machine",
    blocked = { "{} listens", "machines listen", "machine listens" },
  },
  main = {
    name    = "the observer",
    blocked = { "{} listens", "observers listen", "observer listens" },
  },
}

teaches = "Terms, votes, and what must be on the disk"
builds_on = { "leader_election" }
concepts = { "distributed", "leader election", "consensus", "Raft", "term", "vote", "majority", "crash", "stable storage", "safety" }
