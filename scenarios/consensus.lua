title = "Consensus"
sentence = "Three machines agree on what stands in their log, though leaders change. Can an entry that was committed be lost?"
about = [[
This is Raft, as small as it can be: elections, and a log of one entry. Who stands begins a new term and asks for votes; who has
two of three leads. A leader whose log is empty writes an entry and sends it to the others; once another has it as well, it is
committed, and the client is told. Who hears of a greater term follows it; what comes of a smaller one is ignored.
]]
notice = [[
An entry that is committed stands on two machines, and who is elected has the votes of two: so one of those who vote has it. In
Raft that one refuses its vote to anybody whose log is older than its own; so whoever leads later has the entry. Without that
comparison n3, which was cut off, is elected with an empty log, and writes its own entry over what was committed.
]]
try = [[
Turn `votes_for` to "anybody", then `link` to "holds": now n3 has heard of the entry. `simul explore consensus --preset "all
orders"` goes through all orders in which messages may be late, and any silence too long: two never lead in one term, and no
later leader lacks what is committed; nor with `--faults crash=1` (here who crashed stays silent). With `--set votes_for=anybody`
one does, and you are told the shortest way to it. Step that by hand, and click on links and machines yourself.
]]

knobs = {
  votes_for = knob("who is up to date", { choices = { "who is up to date", "anybody" }, text = "a machine, once in each term" }),
  link      = knob("is cut", { choices = { "is cut", "was never there", "holds" }, text = "between n1 and n3" }),
  from      = seconds(0.08, { min = 0, max = 600, text = "it is cut" }),
  latency   = seconds(0.05, { min = 0, max = 10, text = "a message is under way" }),
  stands    = knob(2, { min = 0, max = 100, text = "so often n3 stands, at most" }),
  patience  = seconds(0.5, { min = 0.01, max = 60, text = "after so long in silence n3 stands; n1 has stood at once" }),
}

names   = { "n1", "n2", "n3" }
nodes   = { { name = "client", cores = 1 }, { name = "n1", cores = 1 }, { name = "n2", cores = 1 }, { name = "n3", cores = 1 } }
network = { latency = knob.latency }

inbox = {}
for number, name in ipairs(names) do inbox[number] = on(name, channel(16)) end
told      = channel(16)                     -- the client: who leads, and what is committed
elected   = variable(0)                     -- leaders, in all terms
lost      = variable(0)                     -- leaders that lack what was committed in a term before theirs

-- Between n1 and n3 there may be no link.
function reach_each_other(one, other)
  return knob.link ~= "was never there" or one + other ~= 4
end

function machine(me, stands)
  local term, voted, votes, leads = 0, nil, 0, false
  local entry = { term = 0 }                -- the log; without a value it is empty

  local function to_others(message)
    message.from, message.term = me, term
    for other in ipairs(names) do
      if other ~= me and reach_each_other(me, other) then inbox[other]:send(message) end
    end
  end

  local function stand()
    term, voted, votes, leads = term + 1, me, 1, false
    to_others({ what = "ask", last = entry.term })
  end

  local function lead()
    leads = true
    told:send({ leads = me, term = term, has = entry.value })
    if not entry.value then entry = { term = term, value = me } end
    to_others({ what = "append", entry = entry })
  end

  local function take(it)
    if it.term > term then term, voted, votes, leads = it.term, nil, 0, false end
    if it.term < term then return end
    if it.what == "ask" then
      local may = it.last >= entry.term or knob.votes_for == "anybody"
      if may and (voted == nil or voted == it.from) then
        voted = it.from
        inbox[it.from]:send({ what = "vote", from = me, term = term })
      end
    elseif it.what == "vote" then
      votes = votes + 1
      if votes == 2 then lead() end
    elseif it.what == "append" then
      entry = it.entry
      inbox[it.from]:send({ what = "has", from = me, term = term })
    elseif leads and entry.term == term then
      told:send({ commits = entry.value, term = term })
    end
  end

  if stands == "at once" then stand() end
  local left = stands == "later" and knob.stands or 0
  while true do
    local heard, it = pcall(inbox[me].receive, inbox[me], left > 0 and not leads and knob.patience or nil)
    if heard then
      take(it)
    else
      left = left - 1
      stand()
    end
  end
end

function disaster()
  sleep(knob.from)
  cut("n1", "n3")
end

function main()
  for number, name in ipairs(names) do
    local stands = number == 1 and "at once" or number == 3 and "later" or "never"
    spawn_on(name, { daemon = true }, machine, number, stands)
  end
  if knob.link == "is cut" then spawn({ daemon = true }, disaster) end
  sleep(6 * knob.patience)
  local leaders, commits, count, missing = {}, {}, 0, 0
  for _ = 1, 8 do
    local it = told:try_receive()
    if not it then break end
    if it.leads then
      expect(not leaders[it.term], "no two lead in the same term")
      leaders[it.term] = it
      count = count + 1
    else
      commits[it.term] = it.commits
    end
  end
  for term, leader in pairs(leaders) do
    for earlier, value in pairs(commits) do
      if earlier < term and leader.has ~= value then missing = missing + 1 end
    end
  end
  elected.value = count
  lost.value = missing
  expect(missing == 0, "every later leader has what was committed")
end

presets = {
  { "cut off",    text = "n3 misses the entry, and is not elected", knobs = { votes_for = "who is up to date" } },
  { "anybody",    text = "n3 misses the entry, and leads: it is lost", knobs = { votes_for = "anybody" } },
  { "all linked", text = "n3 has the entry, and leads: it is not lost", knobs = { link = "holds" } },
  { "all orders", text = "so little that all orders of events can be explored", knobs = { link = "was never there" } },
}

questions = {
  { text = "n1 leads; its entry stands on n1 and n2, and is committed. n3, cut off from n1, stands in the next term and asks n2, "
      .. "which votes for the first who asks in a term. How many leaders lack what is committed?", answer = "lost",
    knobs = { votes_for = "anybody", link = "is cut", from = "0.08", stands = "2", latency = "0.05", patience = "0.5" },
    choices = {
      { "none: two of three have it", is = 0, belief = "They have, and one of them votes for n3, which has not." },
      { "one", is = 1, belief = "It is so: n3 leads by its own vote and that of n2, with an empty log." },
    } },
  { text = "Now n2 votes only for who is up to date. How many leaders are elected, in all terms?", answer = "elected",
    knobs = { votes_for = "who is up to date", link = "is cut", from = "0.08", stands = "2", latency = "0.05", patience = "0.5" },
    choices = {
      { "one: n1", is = 1, belief = "It is so: n3 has only its own vote." },
      { "two: n1, then n3", is = 2, belief = "n3 asks n2, whose log is newer: it refuses." },
    } },
  { text = "How many leaders are elected, in all terms?", answer = "elected" },
}

words = {
  machine = {
    name    = "machine",
    blocked = { "{} listens", "machines listen", "machine listens" },
  },
  main = {
    name   = "the client",
    asleep = { "{} waits until all have spoken", "clients wait until all have spoken", "client waits until all have spoken" },
  },
  disaster = { name = "disaster" },
}

teaches = "Raft: a vote compares logs"
builds_on = { "votes", "quorum" }
concepts = { "distributed", "consensus", "Raft", "replicated log", "leader election", "commit", "term", "majority", "quorum",
             "state machine replication", "Paxos", "safety", "network partition", "etcd" }

challenges = {
  { title = "Lucky, not safe",
    text = "n2 votes for anybody. Still, choose the moment at which the link is cut so that n3 is elected as well, and nothing "
           .. "that was committed is lost.",
    goal = { at = "end", all = { { variable = "elected", equals = 2 }, { variable = "lost", equals = 0 } } },
    turn = { "from" }, model = "threads",
    knobs = { votes_for = "anybody", link = "is cut", stands = 2, latency = 0.05, patience = 0.5 },
    hints = { "n3 leads with the log that it has. It should have the entry.",
              "The entry is on its way to n3 from 0.1 s to 0.15 s.",
              "Turn `from` to 0.2 s." },
    praise = "n3 had the entry by luck. With votes that compare logs no moment of the cut loses anything." },
}
