title = "Fair shares"
sentence = "Gold, silver and bronze hold 3, 2 and 1 shares of one core: when is each of them done?"
about = [[
Three jobs compute for 12 s each. Gold has 300 tickets, silver 200 and bronze 100: a fair scheduler gives each of them
the core in proportion to its tickets, as long as they all want it. Linux has nice values in place of tickets, and a
weight for each; here they are 0, 2 and 5, whose weights 1024, 655 and 335 are nearly as 3 to 2 to 1.
]]
notice = [[
Gold has half of the core and is done at 24 s. From then on the other two share it 2 to 1: silver is done at 30 s, and
bronze at 36 s. Under every policy the last one is done at 36 s, as the work is the same. Until 24 s every 6 s hold
three turns of gold, two of silver and one of bronze.
]]
try = [[
Choose the policy lottery: each turn is drawn, so it is fair on average only. With the seed 18 silver is done before
gold. Choose cfs or eevdf, which look at nice values. Choose stride again and turn `bronze_tickets` to 1: does bronze
starve? Then choose round_robin, which does not look at tickets at all: when is gold done now?
]]
scale = 10
model = "threads"
unsuited = { event_loop = "An event loop has no policy: it takes whoever came first, and ends with main." }
cores = 1
policy = "stride"
quantum = 1

knobs = {
  work           = seconds(12, { min = 0, max = 3600, text = "each computes" }),
  gold_tickets   = knob(300, { min = 1, max = 1000000, text = "of gold" }),
  silver_tickets = knob(200, { min = 1, max = 1000000, text = "of silver" }),
  bronze_tickets = knob(100, { min = 1, max = 1000000, text = "of bronze" }),
}

function gold()
  compute(knob.work)
  mark("gold_done")
end

function silver()
  compute(knob.work)
  mark("silver_done")
end

function bronze()
  compute(knob.work)
  mark("bronze_done")
end

function main()
  spawn({ tickets = knob.gold_tickets, nice = 0 }, gold)
  spawn({ tickets = knob.silver_tickets, nice = 2 }, silver)
  spawn({ tickets = knob.bronze_tickets, nice = 5 }, bronze)
end

presets = {
  { "drawn", text = "A ticket is drawn for each turn: fair on average, and different with each seed.",
    policy = "lottery" },
  { "nice values", text = "As Linux did it until 2023: the weights of nice 0, 2 and 5.", policy = "cfs" },
  { "virtual deadlines", text = "As Linux does it since then.", policy = "eevdf" },
  { "one ticket", text = "Bronze has a single ticket, and hardly runs while the others do.",
    knobs = { bronze_tickets = 1 } },
}

questions = {
  { text = "Gold computes for 12 s and holds 3 of 6 shares. When is it done?", answer = "gold_done", unit = "s",
    cores = 1, models = { "threads", "processes" },
    knobs = { work = 12, gold_tickets = 300, silver_tickets = 200, bronze_tickets = 100 },
    choices = {
      { "at 12 s", is = 12,
        belief = "It would be 12 s if gold had the core to itself." },
      { "at 24 s", is = 24,
        belief = "It would be 24 s if gold had half of the core until then, as its shares say." },
      { "at 34 s", is = 34,
        belief = "It would be 34 s if all three took equal turns of 1 s." },
    } },
  { text = "When is gold done?", answer = "gold_done", unit = "s" },
}

words = {
  gold = {
    name    = "gold",
    running = { "{} runs", "gold runs", "gold runs" },
    ready   = { "{} waits for its turn", "gold waits for its turn", "gold waits for its turn" },
    done    = { "{} is done", "gold is done", "gold is done" },
  },
  silver = {
    name    = "silver",
    running = { "{} runs", "silver runs", "silver runs" },
    ready   = { "{} waits for its turn", "silver waits for its turn", "silver waits for its turn" },
    done    = { "{} is done", "silver is done", "silver is done" },
  },
  bronze = {
    name    = "bronze",
    running = { "{} runs", "bronze runs", "bronze runs" },
    ready   = { "{} waits for its turn", "bronze waits for its turn", "bronze waits for its turn" },
    done    = { "{} is done", "bronze is done", "bronze is done" },
  },
}

teaches = "Shares of a core"
builds_on = { "the_quantum" }
concepts = { "scheduling", "proportional share", "fair share", "stride", "lottery", "tickets", "CFS", "EEVDF", "nice",
             "weight", "fairness" }

challenges = {
  { title = "Sell the shares anew",
    text = "Gold wants to be done between 13 s and 17 s, silver by 27 s. Hand out the tickets.",
    turn = { "gold_tickets", "silver_tickets", "bronze_tickets" }, policy = "stride", quantum = 1, cores = 1,
    knobs = { work = 12, gold_tickets = 300, silver_tickets = 200, bronze_tickets = 100 },
    goal = { all = { { figure = "gold_done", above = 13, below = 17 }, { figure = "silver_done", below = 27.5 } } },
    hints = { "To be done at 16 s, gold needs 12 of the first 16 seconds: three quarters of the core.",
              "From then on the other two share it, and silver needs nearly all of it.",
              "Of 1000 tickets give gold 800, silver 150 and bronze 50, and see who is late." },
    praise = "A share is not a place in a line: it says how much of the core a job gets while others want it, "
             .. "too. Once gold is done, its share goes to the others, in proportion to theirs." },
}
