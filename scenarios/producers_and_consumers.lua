title = "Producers and consumers"
sentence = "A shelf with three places between those who make things and those who use them up."
about = [[
Two producers are faster than one consumer. Without a limit what they make would pile up; so the shelf between them has
three places, and who finds it full waits. There are three ways to build such a bounded buffer: two semaphores, which
count the free and the filled places; a condition, which wakes who waits to look again; or a channel, which is one.
]]
notice = [[
Soon everybody works at the pace of the slowest: the consumer needs 2 s for each of eight items, and the last is used up
after 17 s, whichever of the three it is.
]]
try = [[
Turn `places` to 1, then to 100: who waits, and why is the end the same? Turn `consumers` to 2. Turn `buffer` to
"condition" and `wake` to "one": it looks as good. Can you think of an order in which it wakes the wrong one, who finds
nothing to do, and everybody sleeps?
]]
scale = 10
model = "threads"
unsuited = { sequential = "whoever finds the shelf full or empty would wait for somebody who has not begun" }

knobs = {
  buffer    = knob("semaphore", { choices = { "semaphore", "condition", "channel" }, text = "how it is built" }),
  wake      = knob("all", { choices = { "all", "one" }, text = "whom the condition wakes" }),
  places    = knob(3, { min = 1, max = 100, text = "places on the shelf" }),
  producers = knob(2, { min = 1, max = 20, text = "who make items" }),
  consumers = knob(1, { min = 1, max = 20, text = "who use them up" }),
  items     = knob(4, { min = 1, max = 1000, text = "items that each producer makes" }),
  making    = seconds(1, { min = 0, max = 60, text = "making one takes" }),
  using     = seconds(2, { min = 0, max = 60, text = "using one takes" }),
}

to_come = variable(knob.producers * knob.items, { mmap = true })
if knob.buffer == "channel" then shelf = channel(knob.places)
elseif knob.buffer == "semaphore" then free, filled = semaphore(knob.places), semaphore(0)
else inside, door, changed = variable(0, { mmap = true }), mutex(), condition() end

function change(from, by)                    -- behind the door, once the shelf is not `from` any more
  door:lock()
  while inside.value == from do changed:wait(door) end
  inside.value = inside.value + by
  if knob.wake == "all" then changed:notify_all() else changed:notify() end
  door:unlock()
end

function put(item)
  if knob.buffer == "channel" then shelf:send(item)
  elseif knob.buffer == "semaphore" then free:acquire()  filled:release()
  else change(knob.places, 1) end
end

function take()
  if knob.buffer == "channel" then shelf:receive()
  elseif knob.buffer == "semaphore" then filled:acquire()  free:release()
  else change(0, -1) end
end

function produce(number)
  for item = 1, knob.items do
    sleep(knob.making)
    put(number .. "." .. item)
  end
end

function consume(number)
  while to_come:add(-1) >= 0 do
    take()
    sleep(knob.using)
    mark("used_up")
  end
end

function main()
  local tasks = {}
  for number = 1, knob.consumers do tasks[#tasks + 1] = spawn(consume, number) end
  for number = 1, knob.producers do tasks[#tasks + 1] = spawn(produce, number) end
  gather(tasks)
end

questions = { { text = "When is the last item used up?", answer = "used_up", unit = "s" } }

words = {
  produce = {
    name    = "producer",
    woken   = "{} made an item",
    asleep  = { "{} makes an item", "producers make items", "producer makes an item" },
    blocked = { "{} waits at the shelf", "producers wait at the shelf", "producer waits at the shelf" },
    done    = { "{} has made all items", "producers are done", "producer is done" },
  },
  consume = {
    name    = "consumer",
    woken   = "{} used an item up",
    asleep  = { "{} uses an item up", "consumers use items up", "consumer uses an item up" },
    blocked = { "{} waits at the shelf", "consumers wait at the shelf", "consumer waits at the shelf" },
    done    = { "{} is done", "consumers are done", "consumer is done" },
  },
}

teaches = "Channels and back-pressure"
builds_on = { "print_in_order" }
concepts = { "bounded buffer", "semaphore", "condition variable", "monitor", "channel", "queue", "back-pressure",
             "notify", "lost wakeup", "starvation" }
