title = "Two accounts"
sentence = "Money goes from one account to the other and back, and each transfer locks both."
about = [[
Who moves money from one account to another must lock both, or somebody else may see money that is in neither. Each
transfer locks the account that gives, then the one that gets. A transfer there holds the first account and wants the
second; one back holds the second and wants the first. Each is right, and together they wait forever.
]]
notice = [[
No money is lost: who holds a lock and waits changes nothing. The bank merely stands still, and nobody is told. The
finding names the circle of two. One transfer after another never meets the other, and so never waits for it.
]]
try = [[
Turn `order` to "by number": every transfer locks the account with the lower number first, whichever way the money
goes. Then who has the first lock never waits for somebody who wants it. `simul explore two_accounts` follows all orders
and finds the deadlock in some; with --set order="by number" it finds none, and that is a proof.
]]
scale = 10
model = "threads"

knobs = {
  transfers = knob(2, { min = 1, max = 100, text = "transfers, there and back in turn" }),
  order     = knob("as asked", { choices = { "as asked", "by number" }, text = "which account is locked first" }),
  looking   = seconds(1, { min = 0, max = 60, text = "looking the second account up takes" }),
}

account = { mutex(), mutex() }
balance = { variable(100, { mmap = true }), variable(100, { mmap = true }) }

function move(amount, from, to)
  balance[from].value = balance[from].value - amount
  balance[to].value = balance[to].value + amount
end

function transfer(number)
  local from, to = 1, 2
  if number % 2 == 0 then from, to = 2, 1 end
  local first, second = from, to
  if knob.order == "by number" then first, second = 1, 2 end
  account[first]:lock()
  sleep(knob.looking)
  account[second]:lock()
  move(10 * number, from, to)
  account[second]:unlock()
  account[first]:unlock()
  mark("moved")
end

function main()
  local transfers = {}
  for number = 1, knob.transfers do transfers[number] = spawn(transfer, number) end
  gather(transfers)
  expect(balance[1].value + balance[2].value == 200, "no money is lost")
end

presets = {
  { "by number", text = "Every transfer locks the account with the lower number first.", knobs = { order = "by number" } },
  { "one after another", text = "No transfer ever meets another one.", model = "sequential" },
}

questions = {
  { text = "Two transfers begin at once, one there and one back. Are both made?", answer = "outcome",
    knobs = { transfers = 2, order = "as asked" },
    choices = {
      { "yes", is = "finished",
        belief = "Each holds one account and waits for the other's: neither can continue, and neither lets go." },
      { "no", is = "deadlock",
        belief = "It takes two who hold one account each. In this run one had both before the other had any." },
    } },
}

words = {
  transfer = {
    name    = "transfer",
    asleep  = { "{} looks the other account up", "look an account up", "looks an account up" },
    blocked = { "{} waits for an account", "transfers wait for an account", "transfer waits for an account" },
    done    = { "{} is made", "are made", "is made" },
  },
}

teaches = "Deadlock, and an order of locks"
builds_on = { "lost_update" }
concepts = { "deadlock", "lock ordering", "hold and wait", "circular wait", "transaction", "mutex", "bank transfer" }

challenges = {
  { title = "Freeze the bank in three clicks",
    text = "You choose who does the next step. Let the two transfers wait for each other.",
    goal = { task = "transfer", is = "blocked", on = "account", equals = 2 },
    clicks = 3, knobs = { transfers = 2, order = "as asked" },
    hints = { "A transfer holds its first lock while it looks the second account up.",
              "Let the other one take its first lock meanwhile.",
              "One step of each is enough: then each has what the other wants." },
    praise = "Each holds one account and waits for the other. Neither is wrong alone: wrong is that they lock in "
             .. "opposite order." },
  { title = "Mend the bank", mend = true,
    text = "Change the source until no order stands still, and the money still goes where it should. The knob `order` "
           .. "stays at \"as asked\": mend the code.",
    goal = { at = "end", all = { { variable = "balance[1]", equals = 110 }, { variable = "balance[2]", equals = 90 },
                                 { task = "transfer", is = "done", equals = 2 } } },
    knobs = { transfers = 2, order = "as asked" },
    hints = { "Money may go either way. Locks need not.",
              "If all take the same account first, who waits for the second is not waited for.",
              "first, second = math.min(from, to), math.max(from, to)" },
    praise = "Locks that are always taken in one order cannot form a circle, however many accounts and transfers there "
             .. "are." },
}
