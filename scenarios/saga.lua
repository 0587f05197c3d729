title = "A saga"
sentence = "A trip needs money from the bank and a seat in a plane, on two machines. The plane is full. What of the money?"
about = [[
An agency books trips. For each it asks the bank to take 100 €, then the airline for a seat: two machines, each with a disk of its
own, and no lock that holds both. So each step has one that undoes it: the money is given back, the seat is set free. When the
airline refuses, or does not answer in time, the agency has both undone, and asks until both have confirmed it.
]]
notice = [[
Without undoing, money is taken for which there is no seat. With it, there is a while in which the money is taken and no seat is
sold, and whoever looks then sees it; in the end both are, or neither. Who does not answer may have done what it was asked for:
so that is undone, too. A step that is asked for twice is done once, as each trip has its row on the disk. While a machine is
down, nothing can be undone there: the agency cannot promise when it ends, only that it goes on asking.
]]
try = [[
Turn `undoes` to "no". Turn `seats` and `trips`. Let the bank crash: `simul run saga --crash bank@0.3:1.5`. All orders of one
trip, in which the bank or the airline may crash at any moment: `simul explore saga --preset "one trip" --faults crash=1`. Where
every step is confirmed in the end, a seat is paid exactly if it is sold; where one is not (here the agency asks for undoing only
once), the trip stays open. With `--set undoes=no` there are orders in which money is gone, also with `--faults 0`.
]]

knobs = {
  undoes   = knob("yes", { choices = { "yes", "no" }, text = "the agency undoes what was begun" }),
  trips    = knob(5, { min = 1, max = 100, text = "to be booked, 100 € each" }),
  seats    = knob(3, { min = 0, max = 100, text = "in the plane" }),
  crashes  = knob("nothing", { choices = { "nothing", "the airline" }, text = "that crashes, and comes back" }),
  from     = seconds(0.33, { min = 0, max = 600, text = "it crashes" }),
  to       = seconds(2.5, { min = 0, max = 600, text = "it is back" }),
  latency  = seconds(0.05, { min = 0, max = 10, text = "a message is under way" }),
  patience = seconds(0.5, { min = 0.01, max = 600, text = "the agency waits for an answer" }),
  insists  = knob(1000, { min = 1, max = 1000, text = "so often it asks for undoing, at most" }),
}

nodes   = { { name = "agency", cores = 1 }, { name = "bank", cores = 1 }, { name = "airline", cores = 1 } }
network = { latency = knob.latency }

answers = channel(256)                                           -- to the agency
inbox   = { bank = on("bank", channel(64)), airline = on("airline", channel(64)) }
disk    = { bank = on("bank", database()), airline = on("airline", database()) }
paid    = variable(0)                                            -- €, as the bank knows in the end
sold    = variable(0)                                            -- seats, as the airline knows in the end
undone  = variable(0)                                            -- trips
open    = variable(0)                                            -- trips of which the agency does not know

-- Does a step for a trip, or undoes it: asked for twice, it is done once. What is done stands on the disk, in the trip's row.
function service(name, is_back)
  local done, count = {}, 0
  local function set(trip, number)
    if (done[trip] or 0) == number then return end
    disk[name]:execute("trip " .. trip, number)
    count = count + number - (done[trip] or 0)
    done[trip] = number
  end
  if is_back then
    for trip = 1, knob.trips do
      local there, number = pcall(disk[name].query, disk[name], "trip " .. trip)
      if there then done[trip], count = number, count + number end
    end
  end
  while true do
    local it = inbox[name]:receive()
    local answer = true
    if it.step == "count" then
      answer = count
    elseif it.step == "undo" then
      set(it.trip, 0)
    else
      answer = name == "bank" or done[it.trip] == 1 or count < knob.seats
      if answer then set(it.trip, 1) end
    end
    answers:send({ from = name, step = it.step, trip = it.trip, is = answer })
  end
end

function restart(name)
  spawn({ daemon = true }, service, name, true)
end

-- Whether there was an answer, and which; asked so many times at most.
function ask(name, step, trip, times)
  local function hears()
    while true do
      local it = answers:receive(knob.patience)
      if it.from == name and it.step == step and it.trip == trip then return it.is end
    end
  end
  for _ = 1, times do
    inbox[name]:send({ step = step, trip = trip })
    local heard, answer = pcall(hears)
    if heard then return true, answer end
  end
  return false
end

-- In reverse; also what was not answered, as it may have been done.
function undo(trip, begun)
  for i = #begun, 1, -1 do
    if not ask(begun[i], "undo", trip, knob.insists) then return "open" end
  end
  return "undone"
end

function book(trip)
  mark("asked_for")
  local begun = {}
  for step, name in ipairs{ "bank", "airline" } do
    begun[step] = name
    local heard, is_done = ask(name, "do", trip, 1)
    if not (heard and is_done) then return knob.undoes == "yes" and undo(trip, begun) or "given up" end
  end
  return "booked"
end

function disaster()
  sleep(knob.from)
  crash("airline")
  sleep(math.max(0, knob.to - knob.from))
  come_back("airline")
end

function main()
  for _, name in ipairs{ "bank", "airline" } do spawn_on(name, { daemon = true }, service, name, false) end
  if knob.crashes == "the airline" then spawn({ daemon = true }, disaster) end
  local how_many = { booked = 0, undone = 0, open = 0, ["given up"] = 0 }
  for trip = 1, knob.trips do
    local how = book(trip)
    how_many[how] = how_many[how] + 1
  end
  mark("all_asked")
  undone.value = how_many.undone
  open.value = how_many.open
  local bank_is_there, payments = ask("bank", "count", 0, knob.insists)
  local airline_is_there, seats = ask("airline", "count", 0, knob.insists)
  if bank_is_there and airline_is_there and how_many.open == 0 then
    paid.value = 100 * payments
    sold.value = seats
    expect(payments == seats, "a seat is paid exactly if it is sold")
  end
end

presets = {
  { "sold out",        text = "two trips find no seat, and their money is given back", knobs = { undoes = "yes" } },
  { "no undoing",      text = "their money is gone", knobs = { undoes = "no" } },
  { "airline crashes", text = "undone is what was not answered, once it is back", knobs = { crashes = "the airline" } },
  { "one trip",        text = "so little that all orders of events can be explored",
    knobs = { trips = "1", seats = "1", insists = "1" } },
}

questions = {
  { text = "Five trips of 100 €, and three seats. For each the agency has the money taken first, then asks for a seat. It undoes "
      .. "nothing. How much has the bank taken in the end?", answer = "paid", unit = "€",
    knobs = { undoes = "no", trips = "5", seats = "3", crashes = "nothing" },
    choices = {
      { "300 €", is = 300, belief = "For that somebody must give back what was taken for the two who find no seat." },
      { "400 €", is = 400, belief = "The agency does not stop after the first that is refused." },
      { "500 €", is = 500, belief = "It is so: that the airline refuses, the bank does not hear." },
    } },
  { text = "Now it undoes. The airline crashes during the second trip, and is back after all five could have been booked. Its disk "
      .. "remembers. For how many trips is all undone?", answer = "undone",
    knobs = { undoes = "yes", trips = "5", seats = "3", crashes = "the airline", from = "0.33", to = "2.5", latency = "0.05",
              patience = "0.5", insists = "1000" },
    choices = {
      { "one: the second", is = 1, belief = "It is undone. But five want three seats." },
      { "two", is = 2, belief = "It is so: the second, as it was not answered, and then one of those four who want two seats." },
      { "four: all that came after the crash", is = 4,
        belief = "It would be so if the agency went on. It waits until the second is undone, and so until the airline is back." },
    } },
  { text = "How much has the bank taken in the end?", answer = "paid", unit = "€" },
}

words = {
  service = {
    name    = "service",
    blocked = { "{} waits for a request", "services wait for a request", "service waits for a request" },
  },
  main = {
    name    = "the agency",
    blocked = { "{} waits for a reply", "agencies wait for a reply", "agency waits for a reply" },
  },
  disaster = { name = "disaster" },
}

teaches = "Steps on several machines, and those that undo them"
builds_on = { "lost_messages" }
concepts = { "distributed", "saga", "compensation", "compensating transaction", "distributed transaction", "two-phase commit",
             "atomicity", "rollback", "microservices", "eventual consistency", "isolation", "crash", "idempotence" }

challenges = {
  { title = "Pay for no seat",
    text = "One trip, and the plane is full. You choose what happens next: who does a step, and which message arrives. Let the "
           .. "bank take the money for good.",
    goal = { at = "end", variable = "paid", above = 0 },
    clicks = 15, knobs = { undoes = "no", trips = 1, seats = 0, insists = 1 },
    hints = { "The bank has to hear of the trip, and the agency of the bank's answer.",
              "Let each message arrive before the patience of the agency ends.",
              "The airline refuses; then the agency has to hear how both have counted." },
    praise = "Nobody failed, nothing was lost, and the money is gone: to do one step after another on two machines is no "
             .. "transaction." },
  { title = "Mend the agency", mend = true,
    text = "Change the source until no order takes money for a seat that is not sold. The knobs stay as they are: mend the code.",
    goal = { at = "end", all = { { variable = "paid", equals = 0 }, { mark = "asked_for", equals = 1 } } },
    knobs = { undoes = "no", trips = 1, seats = 0, insists = 1 },
    hints = { "What is done on one machine is not undone because another refuses.",
              "There is a function that undoes what was begun, in reverse.",
              "In book(): return undo(trip, begun) whatever the knob `undoes` says." },
    praise = "Each step has one that undoes it, and it may be asked for twice. Where the agency gets no answer, the trip stays "
             .. "open: it must go on asking." },
}
