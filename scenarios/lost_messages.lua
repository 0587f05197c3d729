title = "Lost messages"
sentence = "A shop sends ten orders to its bank, and some messages are lost. Is everything paid, and only once?"
about = [[
The shop and the bank are two machines. They share no memory: all that they know of each other comes in messages, and the
network loses some of them, without telling anybody. The shop sends an order for 10 €, the bank books it and confirms. When
no answer comes, the shop cannot know whether the order was lost, or the confirmation, or whether the bank is only slow.
]]
notice = [[
Sent once, orders that are lost are never booked: less than 100 € is booked. Sent again until it is confirmed, every order
arrives in the end, but one whose confirmation was lost is booked twice: more than 100 €. Nothing that the shop does can
help. What helps is a key: the bank remembers which orders it has booked, and confirms again without booking again.
]]
try = [[
Turn `sends` from one choice to the next. Set `doubles` to 0.3: now also orders that were sent once are booked twice. Make
`timeout` shorter than the way there and back (0.15 s), with no loss at all. What does each retry cost then? And see all that
can happen to one order: `simul explore lost_messages --preset "one order"`, then with `--set sends="with a key"`. Add
`--faults 0`: nothing is lost, and yet it is booked twice, as nobody can tell what is slow from what is lost.
]]

knobs = {
  sends   = knob("once", { choices = { "once", "until confirmed", "with a key" }, text = "how the shop sends an order" }),
  loss    = knob(0.3, { min = 0, max = 0.9, text = "how likely a message is lost" }),
  doubles = knob(0.0, { min = 0, max = 1, text = "how likely a message arrives twice" }),
  latency = seconds(0.1, { min = 0, max = 10, text = "a message is under way" }),
  timeout = seconds(1, { min = 0.01, max = 60, text = "the shop waits for a confirmation" }),
  tries   = knob(1000, { min = 1, max = 1000, text = "how often an order is sent, at most" }),
  orders  = knob(10, { min = 1, max = 200, text = "orders of 10 € each" }),
}

nodes   = { "shop", "bank" }
network = { latency = knob.latency, loss = knob.loss, doubles = knob.doubles }

orders    = on("bank", channel(64))     -- what is sent to the bank
confirmed = on("shop", channel(64))     -- what it answers
booked    = on("bank", variable(0))     -- of the shop's account

function bank()
  local known = {}
  while true do
    local order = orders:receive()
    local again = known[order.number] and knob.sends == "with a key"
    if not again then booked.value = booked.value + order.amount end
    known[order.number] = true
    confirmed:send(order.number)
  end
end

-- Whether the confirmation of this order comes in time. One of an order before it says nothing.
function hears_of(number)
  local function wait()
    repeat local heard = confirmed:receive(knob.timeout) until heard == number
  end
  return (pcall(wait))
end

function main()
  spawn_on("bank", { daemon = true }, bank)
  for number = 1, knob.orders do
    local tries = 0
    repeat
      orders:send({ number = number, amount = 10 })
      tries = tries + 1
      local heard = hears_of(number)
      if not heard then mark("gave_up_waiting") end
    until heard or knob.sends == "once" or tries == knob.tries
  end
  mark("all_sent")
end

presets = {
  { "once",            text = "lost orders are never booked", knobs = { sends = "once" } },
  { "until confirmed", text = "lost confirmations: booked twice", knobs = { sends = "until confirmed" } },
  { "with a key",      text = "the bank knows what it has booked: 100 €", knobs = { sends = "with a key" } },
  { "one order",       text = "so few that all orders of events can be explored", knobs = { sends = "until confirmed", orders = "1",
      tries = "2" } },
  { "doubled",         text = "sent once, no loss, and still booked twice", knobs = { loss = "0", doubles = "0.3" } },
}

questions = {
  { text = "Ten orders of 10 €, each sent once; three of ten messages are lost. How much does the bank book?",
    answer = "booked", unit = "€", knobs = { sends = "once", loss = "0.3", doubles = "0", orders = "10" },
    choices = {
      { "less than 100 €", is = 50, belief = "It is so: nobody sends again what was lost." },
      { "100 €", is = 100, belief = "That the network itself sends again what it has lost is true of TCP, while its connection "
        .. "lasts. Of a message it is not." },
      { "more than 100 €", is = 130, belief = "It would be so if orders were sent again, or doubled." },
    } },
  { text = "Now the shop sends each order again until it is confirmed. How much does the bank book?",
    answer = "booked", unit = "€",
    knobs = { sends = "until confirmed", loss = "0.3", doubles = "0", orders = "10", timeout = "1", latency = "0.1" },
    choices = {
      { "less than 100 €", is = 70, belief = "It would be so if a lost order were given up." },
      { "100 €", is = 100, belief = "It would be so if only orders were lost. When a confirmation is lost, the order is booked "
        .. "already, and is sent again." },
      { "more than 100 €", is = 110, belief = "It is so: the shop cannot tell a lost order from a lost confirmation." },
    } },
  { text = "How much does the bank book?", answer = "booked", unit = "€" },
}

words = {
  bank = {
    name    = "the bank",
    blocked = { "{} waits for an order", "banks wait for an order", "bank waits for an order" },
  },
  main = {
    name    = "the shop",
    blocked = { "{} waits for a confirmation", "shops wait for a confirmation", "shop waits for a confirmation" },
  },
}

teaches = "Retries, doing twice, and keys"
builds_on = { "two_machines" }
concepts = { "distributed", "message loss", "timeout", "retry", "idempotence", "idempotency key", "at least once", "at most once",
             "exactly once", "UDP", "datagram" }
