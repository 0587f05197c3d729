title = "Store buffers"
sentence = "Each turns on a lamp, and then looks at the other's. Can both find the other's lamp dark?"
about = [[
Two drivers come to a bridge that has one lane, one from the west, one from the east. Each turns on a lamp of its own, and
then looks at the other's: whoever finds it dark drives on. One operation after another, in whatever order, one of the two
looks last, and finds both lamps on. But a processor does not wait for its stores: each core puts them into a buffer of its
own, from which they reach memory later. Its own loads look there first; those of other cores do not.
]]
notice = [[
In a free run, and in all 10 orders of one memory that all see at once (`sc`: sequential consistency), at most one drives on.
Explore with late stores (`tso`: total store order, what x86-64 processors do), and both may: each has turned on its lamp,
and neither store is in memory yet. Step through the example: that a store reaches memory is a step of its own.
]]
try = [[
`simul explore store_buffers --memory tso`, or, in the tab Orders, "Others see a store: Late". Then put a fence between the
store and the load, or make the lamps atomic: both wait until the buffer is empty. Is one fence, in one of the two, enough?
Real threads of this story cannot show it: Simul records each operation in its order, under a guard that is a fence itself.
Compiled code can, such as C++ with relaxed atomics. In Python the global lock is a fence, too, so no program stands beside.
]]
scale = 10
model = "threads"

knobs = {
  between = knob("nothing", { choices = { "nothing", "a fence", "one fence" }, text = "between store and load" }),
  lamps   = knob("plain", { choices = { "plain", "atomic" }, text = "the lamps as variables" }),
  cross   = seconds(10, { min = 0, max = 60, text = "to drive across takes" }),
}

function lamp() return variable(0, { mmap = true, atomic = knob.lamps == "atomic" }) end

on_bridge = variable(0, { mmap = true })       -- how many have driven on
west, east = lamp(), lamp()                    -- 1: on

function drives_on(seen)
  if seen == 0 then compute(knob.cross) end
  return seen
end

function from_west()
  west.value = 1
  if knob.between ~= "nothing" then fence() end
  return drives_on(east.value)
end

function from_east()
  east.value = 1
  if knob.between == "a fence" then fence() end
  return drives_on(west.value)
end

function main()
  local one, other = spawn(from_west), spawn(from_east)
  local seen_east, seen_west = await(one), await(other)
  on_bridge.value = 2 - seen_east - seen_west
  print("on the bridge: " .. on_bridge.value)
  expect(on_bridge.value < 2, "not both drive on")
end

questions = {
  { text = "One operation comes after another, and all see a store at once. How many can drive on?", answer = "on_bridge",
    possible = true, models = { "threads", "threads_gil", "processes", "thread_pool", "process_pool" },
    knobs = { between = "nothing", lamps = "plain" },
    choices = {
      { "one", is = "1", belief = "If both have turned on their lamps before either looks, both wait." },
      { "none, or one", is = "0 or 1",
        belief = "It takes two who look after both lamps are on, or one who looks before. Here only one of that can be." },
      { "none, one, or both", is = "0, 1 or 2",
        belief = "Each turns on its lamp before it looks. Whoever looks last finds both on." },
    } },
}

words = {
  from_west = { name = "the driver from the west", running = { "{} drives on", "drivers drive on", "driver drives on" } },
  from_east = { name = "the driver from the east", running = { "{} drives on", "drivers drive on", "driver drives on" } },
}

presets = {
  { "fenced", text = "Each waits until its lamp is seen by all before it looks.", knobs = { between = "a fence", lamps = "plain" } },
  { "one fence", text = "Only the driver from the west waits.", knobs = { between = "one fence", lamps = "plain" } },
  { "atomic lamps", text = "A store of an atomic variable waits by itself.", knobs = { between = "nothing", lamps = "atomic" } },
}

teaches = "What others see, and when"
builds_on = { "homemade_locks" }
concepts = { "memory order", "memory model", "store buffer", "TSO", "x86", "sequential consistency", "fence", "memory barrier",
             "mfence", "atomic", "Dekker", "litmus test", "data race", "reordering" }

challenges = {
  { title = "Let both wait",
    text = "One memory that all see at once. You choose who does the next step. Let nobody drive on.",
    goal = { at = "end", variable = "on_bridge", equals = 0 },
    clicks = 3, model = "threads", knobs = { between = "nothing", lamps = "plain" },
    hints = { "Whoever finds the other's lamp dark drives on.",
              "So both lamps have to be on before either looks.",
              "Let each turn on its lamp, and only then let one look." },
    praise = "Both saw both lamps. With late stores the opposite can happen, too: both look, and neither sees a lamp, though "
             .. "both are on. Explore with late stores to find that order." },
}
