title = "Talking processes"
sentence = "Two processes share no memory, so they talk: through a pipe, a socket, or a ring in mapped memory."
about = [[
Main asks, its partner calculates and answers. A message is a copy: it is packed into bytes, carried over and unpacked,
so that neither can change what the other has. A receive waits until there is a message, or until the channel is closed
and empty; then it gives nil, and the partner knows that nobody will ask again.
]]
notice = [[
The two take turns, each waiting for the other: 0.6 s for six questions, and never work for a second core. What carries
the bytes differs between pipe, socket and ring; the story does not. On threads and in the event loop it runs too.
]]
try = [[
Turn `ahead` to 3: main asks three questions before it reads an answer. Why does that save nothing? Run it for real with
each `transport`, and compare the times from send to receive. In a simulated run, set --message-cost.
]]
scale = 1
model = "processes"
unsuited = {
  sequential = "the partner would wait for a question that main could only ask afterwards",
}

knobs = {
  questions = knob(6, { min = 1, max = 1000, text = "questions that main asks" }),
  ahead     = knob(1, { min = 1, max = 64, text = "questions before the first answer is read" }),
  transport = knob("pipe", { choices = { "pipe", "socket", "ring" }, text = "what carries the messages" }),
  thinking  = seconds(0.1, { min = 0, max = 60, text = "an answer takes" }),
}

asked    = channel({ capacity = 64, transport = knob.transport })
answered = channel({ capacity = 64, transport = knob.transport })

function partner()
  while true do
    local question = asked:receive()
    if question == nil then break end        -- closed and empty: nobody will ask again
    compute(knob.thinking)
    answered:send({ number = question.number, square = question.number * question.number })
  end
  answered:close()
end

function read_answer()
  local answer = answered:receive()
  if answer == nil then return false end
  print(answer.number .. " times " .. answer.number .. " is " .. answer.square)
  mark("answered")
  return true
end

function main()
  local other = spawn(partner)
  for number = 1, knob.questions do
    asked:send({ number = number })
    if number >= knob.ahead then read_answer() end
  end
  asked:close()
  while read_answer() do end
  await(other)
end

questions = {
  { text = "When is the last answer there?", answer = "answered", unit = "s" },
}

words = {
  partner = {
    name    = "the partner",
    running = { "{} calculates", "partners calculate", "partner calculates" },
    blocked = { "{} waits for a question", "partners wait for a question", "partner waits for a question" },
    done    = { "{} has gone", "partners have gone", "partner has gone" },
  },
}

teaches = "Messages between processes"
builds_on = { "what_can_be_pickled" }
concepts = { "pipe", "socket", "message passing", "IPC", "channel", "queue", "serialization", "pickling",
             "multiprocessing", "CSP", "rendezvous" }
