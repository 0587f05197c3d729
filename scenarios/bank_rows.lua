title = "Rows of a bank"
sentence = "Two machines pay 10 each into the same row of a database. What stands there in the end?"
about = [[
An account is a row of a database, and each statement takes 20 ms until its answer is there. Two machines pay 10 into
it. They read the balance and write a new one, which are two statements; or they say in one statement how much to add;
or they read and write under a lock that all machines share. The database makes one change at a time. Who comes during a
change waits for it, or is refused: "database is locked". In a real run the row is in a real SQLite database, which
takes the time it takes.
]]
notice = [[
On threads, the way it opens, both machines read 0 and both write 10: 20 were paid in, and 10 are in the account. The
database did nothing wrong. It made one change after another, but what a machine does between two statements is not its
business. It is the same with processes, which share no memory: they share the row. On an event loop it is so as well,
since both tasks wait in the middle. Added in one statement, or under a lock, nothing is lost.
]]
try = [[
Turn `busy` to "refuse": the second machine is refused, and the account is right, as a deposit that failed is not
counted. Turn `again` to "the write": it writes the same balance again, which is out of date by then. Turn it to "all":
it reads again, too, and both deposits are there. Is it so in every order? Explore it: reading again helps only who was
refused. Last, on the event loop, turn `call` to "blocks": why is nothing lost, and what does that cost the loop?
]]
scale = 1
model = "threads"

knobs = {
  how      = knob("read, then write", { choices = { "read, then write", "add in one statement", "under a lock" },
                                        text = "how a machine pays in" }),
  busy     = knob("wait", { choices = { "wait", "refuse" }, text = "what becomes of a change during another" }),
  again    = knob("nothing", { choices = { "nothing", "the write", "all" },
                                text = "what a machine that is refused tries again" }),
  machines = knob(2, { min = 1, max = 20, text = "machines" }),
  deposits = knob(1, { min = 1, max = 50, text = "deposits of each machine" }),
  call     = knob("awaits", { choices = { "awaits", "blocks" }, text = "how a task waits on an event loop" }),
  latency  = seconds(0.02, { min = 0, max = 10, text = "until the answer to a statement is there" }),
}

bank    = database{ latency = knob.latency, when_busy = knob.busy }
guard   = mutex()
balance = variable(0)

function insist(statement, value)                -- tries again where it is refused, but not for ever
  for attempt = 1, 5 do
    if pcall(statement, value) then return end
    sleep(knob.latency / 2)
  end
  statement(value)
end

function read()
  if knob.call == "blocks" then return bank:blocking_query("account") end
  return bank:query("account")                   -- SELECT balance FROM accounts
end

function set(value)
  if knob.call == "blocks" then return bank:blocking_execute("account", value) end
  return bank:execute("account", value)          -- UPDATE accounts SET balance = ?
end

function add(value)
  if knob.call == "blocks" then return bank:blocking_add("account", value) end
  return bank:add("account", value)              -- UPDATE accounts SET balance = balance + ?
end

function change(statement, value)
  if knob.again == "the write" then insist(statement, value) else statement(value) end
end

function pay_in(value)
  if knob.how == "add in one statement" then
    change(add, value)
  else
    local before = read()
    change(set, before + value)
  end
end

function deposit(value)
  if knob.again == "all" then insist(pay_in, value) else pay_in(value) end
end

function machine(number)
  local paid = 0
  for _ = 1, knob.deposits do
    if knob.how == "under a lock" then guard:lock() end
    if pcall(deposit, 10) then paid = paid + 10 end          -- else it was refused, and the customer has the money
    if knob.how == "under a lock" then guard:unlock() end
  end
  return paid
end

function main()
  set(0)
  local machines, paid = {}, 0
  for number = 1, knob.machines do machines[number] = spawn(machine, number) end
  for _, by_one in ipairs(gather(machines)) do paid = paid + by_one end
  balance.value = read()
  print("paid in: " .. paid .. ", in the account: " .. balance.value)
  expect(balance.value == paid, "the account has what was paid in")
end

questions = {
  { text = "Both machines read the balance of 0 and then write a new one. The database makes one change at a time. "
         .. "What is in the account in the end?",
    answer = "balance", models = { "threads", "threads_gil", "processes" },
    knobs = { how = "read, then write", busy = "wait", machines = 2, deposits = 1, latency = 0.02 },
    choices = {
      { "10", is = 10, belief = "It would be so if both read before one of them has written." },
      { "20", is = 20,
        belief = "Each change is whole. But a deposit is two statements, and the other machine comes between them." },
    } },
  { text = "On an event loop there is one thread, and both machines read the balance and then write a new one. "
         .. "What is in the account in the end?",
    answer = "balance", models = { "event_loop" },
    knobs = { how = "read, then write", busy = "wait", call = "awaits", machines = 2, deposits = 1, latency = 0.02 },
    choices = {
      { "10", is = 10, belief = "It would be so if the loop turned to the other machine while one waits for its answer." },
      { "20", is = 20,
        belief = "Nobody interrupts a task on a loop. But where it waits for the database, it gives way to the other." },
    } },
  { text = "The second machine is refused, as the database is busy. It tries the write again until it succeeds. "
         .. "What is in the account in the end?",
    answer = "balance", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { how = "read, then write", busy = "refuse", again = "the write", call = "awaits", machines = 2, deposits = 1,
              latency = 0.02 },
    choices = {
      { "10", is = 10, belief = "It would be so if what it writes was worked out before the other had written." },
      { "20", is = 20, belief = "The write succeeds, but what it writes was worked out from the balance of before." },
    } },
  { text = "Each machine says in one statement how much to add. What is in the account in the end?",
    answer = "balance", knobs = { how = "add in one statement", busy = "wait", machines = 2, deposits = 1 },
    choices = {
      { "10", is = 10,
        belief = "It takes something between reading and writing to lose a deposit. Here is nothing between." },
      { "20", is = 20, belief = "It would be so if the database read and wrote in one change." },
    } },
  { text = "How much is in the account in the end?", answer = "balance" },
}

presets = {
  { "added in one statement", text = "The database reads and writes in one change: nothing comes between.",
    model = "threads", knobs = { how = "add in one statement" } },
  { "under a lock", text = "One machine at a time reads and writes, and the other waits.", model = "threads",
    knobs = { how = "under a lock" } },
  { "in processes", text = "They share no memory, but they share the row: a deposit is lost.", model = "processes",
    knobs = { how = "read, then write" } },
  { "on a loop", text = "One thread, and a deposit is lost all the same: both tasks wait in the middle.",
    model = "event_loop", knobs = { how = "read, then write" } },
  { "blocking the loop", text = "Nobody comes between two calls that block, but nobody else continues either.",
    model = "event_loop", knobs = { how = "read, then write", call = "blocks" } },
  { "refused", text = "Who comes during a change is refused: one deposit fails, and is not counted.", model = "threads",
    knobs = { busy = "refuse" } },
  { "the write again", text = "Who is refused writes the same again, which is out of date by then.", model = "threads",
    knobs = { busy = "refuse", again = "the write" } },
  { "all again", text = "Who is refused reads again, and then writes what is right.", model = "threads",
    knobs = { busy = "refuse", again = "all" } },
}

words = {
  machine = {
    name    = "machine",
    blocked = { "{} waits for the lock", "machines wait for the lock", "machine waits for the lock" },
    done    = { "{} is done", "machines are done", "machine is done" },
    at = {
      ['query("account")']          = { "{} reads the balance", "machines read the balance", "machine reads the balance" },
      ['execute("account", value)'] = { "{} writes the balance", "machines write the balance",
                                        "machine writes the balance" },
      ['add("account", value)']     = { "{} adds to the balance", "machines add to the balance",
                                        "machine adds to the balance" },
      ["sleep(knob.latency / 2)"]   = { "{} will try again", "machines will try again", "machine will try again" },
    },
  },
  main = {
    at = {
      ['execute("account", value)'] = { "main opens the account", "open the account", "opens the account" },
      ['query("account")']          = { "main reads the balance", "read the balance", "reads the balance" },
    },
  },
}

teaches = "One statement, or a lock"
builds_on = { "downloads" }
concepts = { "database", "SQL", "sqlite3", "transaction", "lost update", "race condition", "read-modify-write", "atomic",
             "database is locked", "retry", "mutex", "UPDATE" }

challenges = {
  { title = "Lose a deposit in six clicks",
    text = "Two machines pay in 10 each: they read the balance, and write a new one. You choose whose statement "
           .. "is asked, or answered, next. Let the account end with 10.",
    goal = { at = "end", variable = "balance", equals = 10 },
    clicks = 6, knobs = { how = "read, then write", busy = "wait", machines = 2, deposits = 1 },
    hints = { "A deposit is lost when both machines read the same balance.",
              "Let one machine read, and then let the other one do all it has to.",
              "Once one of them is done, the other continues without being asked: that costs no click." },
    praise = "The other one wrote what it had worked out from an old balance. Of the 70 orders, 60 do so." },
  { title = "Mend the deposit", mend = true,
    text = "Change the source until no order loses a deposit. The knobs stay as they are: mend the code.",
    goal = { at = "end", all = { { variable = "balance", equals = 20 }, { task = "machine", is = "done", equals = 2 } } },
    knobs = { how = "read, then write", busy = "wait", machines = 2, deposits = 1 },
    hints = { "Nobody may write between the reading and the writing of a deposit.",
              "A lock around both would do. But the database can do it in one statement.",
              "In pay_in: change(add, value) whatever `knob.how` is." },
    praise = "The database reads and writes in one change, so there is no moment between the two." },
}
