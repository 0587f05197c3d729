title = "Two generals"
sentence = "Two generals win if both attack, and lose if one does. Their messengers may be caught. How many make them sure?"
about = [[
The generals stand on two hills, with the enemy between them. The first sends a messenger: we attack at dawn. The second
confirms, the first confirms that he has heard it, and so on, as many messages as they have agreed upon. Each attacks if he
has received every message that was for him. Every messenger may be caught, and nobody is told. The historian, to whom all
reports come, counts the nights.
]]
notice = [[
Whoever sends the last message cannot know whether it has arrived, and attacks; without it, the other does not. So with any
number of messages there are nights on which one attacks alone: those on which only the last was lost, p (1 - p)^(n - 1) of
all. More messages make them rarer, because there are fewer nights on which anybody attacks at all.
]]
try = [[
Turn `messages` from 1 to 2, to 3, to 10: what becomes of `alone`, and of `both`? Set `loss` to 0: the network loses nothing,
but can a general know that? Run `simul sweep two_generals --over messages=1..6 --measure alone`, and compare. Then see every
way that one night can go: `simul explore two_generals --preset "one night"`, with any number of `messages`: in some of them one
attacks alone. Are there none with `--faults 0`, when every messenger comes through, however late?
]]

knobs = {
  messages = knob(3, { min = 1, max = 20, text = "messages that they have agreed upon" }),
  loss     = knob(0.2, { min = 0, max = 1, text = "how likely a messenger is caught" }),
  nights   = knob(100, { min = 1, max = 1000, text = "nights" }),
  way      = seconds(1, { min = 0.001, max = 60, text = "a messenger is under way" }),
}

nodes   = { "history", "west", "east" }
network = { latency = knob.way, links = { { between = { "west", "east" }, loss = knob.loss } } }

tents   = { on("west", channel(64)), on("east", channel(64)) }
reports = channel(1024)                 -- stands where main is, as nothing else is said
both, alone, neither = variable(0), variable(0), variable(0)

-- Whether this message comes before dawn.
function hears(tent, night, number, dawn)
  local function wait()
    repeat local heard = tent:receive(math.max(0, dawn - now())) until heard.night == night and heard.number == number
  end
  return (pcall(wait))
end

function general(who)
  for night = 1, knob.nights do
    local dawn, attacks = night * (knob.messages + 1) * knob.way, true
    for number = 1, knob.messages do
      local sends = number % 2 == who % 2
      if sends then
        tents[3 - who]:send({ night = night, number = number })
      elseif not hears(tents[who], night, number, dawn) then
        attacks = false
        break
      end
    end
    reports:send({ night = night, attacks = attacks })
    sleep(math.max(0, dawn - now()))
  end
end

function main()
  spawn_on("west", general, 1)
  spawn_on("east", general, 2)
  local attacked, reported, in_vain = {}, {}, 0
  for i = 1, 2 * knob.nights do
    local report = reports:receive()
    local night = report.night
    reported[night] = (reported[night] or 0) + 1
    attacked[night] = (attacked[night] or 0) + (report.attacks and 1 or 0)
    if reported[night] == 2 then
      local what = ({ [0] = neither, [1] = alone, [2] = both })[attacked[night]]
      what.value = what.value + 1
      if attacked[night] == 1 then in_vain = in_vain + 1 end
    end
  end
  mark("war_is_over")
  expect(in_vain == 0, "no general attacks alone")
end

presets = {
  { "one message",  text = "who sends it always attacks", knobs = { messages = "1" } },
  { "ten messages", text = "hardly anybody attacks, and still some do alone", knobs = { messages = "10" } },
  { "one night",    text = "so little that all orders of events can be explored", knobs = { nights = "1" } },
  { "no loss",      text = "both attack every night, and neither knows why he may", knobs = { loss = "0" } },
}

questions = {
  { text = "One messenger of five is caught. With three messages a night, on how many of 100 nights does one general attack "
      .. "alone?", answer = "alone", knobs = { messages = "3", loss = "0.2", nights = "100" },
    choices = {
      { "never: the third confirms the confirmation", is = 0,
        belief = "The third may be caught as well as the first, and whoever has sent it does not know." },
      { "on some", is = 12, belief = "It is so: when the first two arrive and the third does not." },
      { "on about half", is = 50, belief = "It would be so if messengers were caught more often." },
    } },
  { text = "On how many nights does one general attack alone?", answer = "alone" },
}

words = {
  general = {
    name    = "general",
    blocked = { "{} waits for a messenger", "generals wait for a messenger", "general waits for a messenger" },
    asleep  = { "{} waits for dawn", "generals wait for dawn", "general waits for dawn" },
  },
  main = { name = "the historian" },
}

teaches = "Why no number of messages makes sure"
builds_on = { "lost_messages" }
concepts = { "distributed", "two generals", "message loss", "acknowledgement", "consensus", "timeout", "common knowledge" }
