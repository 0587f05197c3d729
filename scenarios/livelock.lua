title = "After you"
sentence = "Two polite people meet at a narrow door. How long does it take until both are through?"
about = [[
Whoever wants to go through raises a hand, and goes if the other's hand is down. If both hands are up, somebody has to
give way. Nobody holds anything that the other needs, nobody is stopped, and both are busy all the time. Is that enough
to get on?
]]
notice = [[
With `manners` = "give way" both raise a hand, both see the other's, both take it down, and after the same pause both
raise it again. They give way `patience` times and go home, after 12 s. Nothing blocks them, so this is no deadlock: in a
livelock all do something all the time, and get nowhere.
]]
try = [[
Turn `manners` to "by chance": each pauses as long as it likes, and soon one is earlier. Then to "in turn": whoever's
turn it is may keep the hand up, which is right in every order (Dekker's way). Then to "after you", where each keeps the
hand up and waits for the other, with `apart` = 1: in simulated time the free run is over after 3 s, and `simul explore
livelock --set manners="after you"` finds orders in which both go round for ever: the finding livelock.
]]
scale = 10
model = "threads"

knobs = {
  manners  = knob("give way", { choices = { "give way", "by chance", "in turn", "after you" },
                                text = "what each does if both want to" }),
  patience = knob(4, { min = 1, max = 100, text = "how often somebody gives way before going home" }),
  step     = seconds(1, { min = 0.1, max = 60, text = "raising a hand, taking it down, a pause take" }),
  apart    = seconds(0, { min = 0, max = 60, text = "the second comes later by" }),
}

wants = { variable(false, { mmap = true, atomic = true }), variable(false, { mmap = true, atomic = true }) }
turn = variable(1, { mmap = true, atomic = true })
through = variable(0, { mmap = true, atomic = true })

function pause()
  if knob.manners == "by chance" then sleep(knob.step * 4 * random()) else sleep(knob.step) end
end

function raise_hand(me)
  wants[me].value = true
  sleep(knob.step)                             -- the hand goes up
end

function lower_hand(me) sleep(knob.step)  wants[me].value = false end

function give_way(me, other)
  for time = 1, knob.patience do
    raise_hand(me)
    if not wants[other].value then return true end
    lower_hand(me)
    mark("gave_way")
    pause()
  end
  return false
end

function in_turn(me, other)
  raise_hand(me)
  while wants[other].value do
    if turn.value == me then
      pause()
    else
      lower_hand(me)
      while turn.value == other do pause() end
      raise_hand(me)
    end
  end
  return true
end

function after_you(me, other)
  wants[me].value = true
  while wants[other].value do pause() end
  return true
end

function person(me)
  local other = 3 - me
  local may_go
  if knob.manners == "in turn" then may_go = in_turn(me, other)
  elseif knob.manners == "after you" then may_go = after_you(me, other)
  else may_go = give_way(me, other) end
  if not may_go then return "goes home" end
  sleep(knob.step)  through:add(1)           -- the door is narrow
  turn.value = other
  wants[me].value = false
  return "is through"
end

function main()
  local people = { spawn(person, 1), spawn_at(knob.apart, person, 2) }
  for number, went in ipairs(gather(people)) do
    print("person " .. number .. " " .. went)
  end
  expect(through.value == 2, "both get through")
end

questions = {
  { text = "Both meet at the door at the same instant, and each gives way as long as the other does. How many get "
           .. "through?", answer = "through", models = { "threads", "processes", "event_loop" },
    knobs = { manners = "give way", patience = 4, step = 1, apart = 0 },
    choices = {
      { "both", is = 2,
        belief = "Each gives way at the same moment as the other, and each tries again at the same moment." },
      { "one", is = 1, belief = "There is nothing that tells the two apart: what one does, the other does." },
      { "nobody", is = 0, belief = "It takes two who do the same at the same time. In this run one was earlier." },
    } },
}

words = {
  person = {
    name   = "person",
    asleep = { "{} waits a moment", "people wait a moment", "person waits a moment" },
    at = {
      ["-- the hand goes up"] = { "{} raises a hand", "people raise a hand", "person raises a hand" },
      ["sleep(knob.step)  wants"] = { "{} takes the hand down", "people take the hand down",
                                      "person takes the hand down" },
      ["sleep(knob.step)  through"] = { "{} goes through the door", "people go through the door",
                                        "person goes through the door" },
    },
    done = { "{} has left", "people have left", "person has left" },
  },
}

presets = {
  { "by chance", text = "Each pauses as long as it likes: soon one is earlier.",
    knobs = { manners = "by chance", apart = 0 } },
  { "in turn", text = "Whoever's turn it is keeps the hand up.", knobs = { manners = "in turn", apart = 0 } },
  { "after you", text = "Each waits for the other. This run is right; explore it.",
    knobs = { manners = "after you", apart = 1 } },
}

teaches = "Busy, and no progress"
builds_on = { "dining_philosophers" }
concepts = { "livelock", "back-off", "backoff", "random backoff", "symmetry", "Dekker", "progress", "busy waiting",
             "corridor", "starvation", "try lock" }

challenges = {
  { title = "Send both home",
    text = "Each gives way once and goes home if the other still wants to go. You choose who does the next step. Let "
           .. "nobody get through.",
    goal = { at = "end", variable = "through", equals = 0 },
    clicks = 10, knobs = { manners = "give way", patience = 1 },
    hints = { "Whoever looks while the other's hand is up gives way.",
              "Both hands have to be up before either looks.",
              "Let both raise the hand, and both look, before anybody takes it down." },
    praise = "Each saw the other and was polite. Two who follow the same rule at the same pace need something that "
             .. "tells them apart: chance, or a turn." },
  { title = "Mend their manners", mend = true,
    text = "Change the source until both get through in every order. The knob `manners` stays at \"give way\": mend the "
           .. "code.",
    goal = { at = "end", all = { { variable = "through", equals = 2 }, { task = "person", is = "done", equals = 2 } } },
    knobs = { manners = "give way", patience = 2 },
    hints = { "If both may give way, both may do so again and again. If nobody does, both wait.",
              "One of the two must be allowed to insist, and which one must be clear to both.",
              "There is a way here already: in person(), call in_turn where give_way is called." },
    praise = "The turn tells the two apart: one gives way and one does not, whoever is quicker." },
}
