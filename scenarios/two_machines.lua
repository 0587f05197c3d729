title = "Two machines"
sentence = "A laptop with one core has eight pictures to develop. A server has eight cores, and is far away. Send them?"
about = [[
A picture takes a second of a core. The server develops eight at once, but each picture has to get there first, through one
cable that carries one picture after another, and back again. Two machines share no memory: what is to be worked on there is
sent as a message, and so is what comes of it.
]]
notice = [[
Here, all are developed after 8 s. There, the n pictures are on the cable one after another, t = size / bandwidth each; the
last is developed, and carried back: (n + 1) t + w, and twice the latency. With 4 MB over 12.5 MB/s that is 3.92 s. The
eight cores are never busy together: the cable feeds them too slowly.
]]
try = [[
Make the pictures ten times as large: 29.84 s, and it would have been better to stay. Make `work` longer, or `bandwidth`
greater: at which ratio of both does it begin to pay? Give the server one core. Share the pictures between both machines.
]]

knobs = {
  where     = knob("there", { choices = { "here", "there", "half and half" }, text = "where pictures are developed" }),
  pictures  = knob(8, { min = 1, max = 200, text = "pictures" }),
  size      = knob(4.0, { min = 0.001, max = 1000, text = "MB of a picture" }),
  work      = seconds(1, { min = 0, max = 60, text = "a picture takes of a core" }),
  bandwidth = knob(12.5, { min = 0.01, max = 10000, text = "MB per second over the cable" }),
  latency   = seconds(0.02, { min = 0, max = 10, text = "the first byte is under way" }),
  server    = knob(8, { min = 1, max = 64, text = "cores of the server" }),
}

local bytes = math.ceil(knob.size * 1e6)

nodes   = { { name = "laptop", cores = 1 }, { name = "server", cores = knob.server } }
network = { latency = knob.latency, bandwidth = knob.bandwidth * 1e6 }

raw       = on("server", channel{ capacity = 1024, bytes = bytes })
developed = on("laptop", channel{ capacity = 1024, bytes = bytes })

function develop(picture)
  compute(knob.work)
  return "picture " .. picture
end

function server()
  developed:send(develop(raw:receive()))
end

function here(first, last)
  for picture = first, last do developed:send(develop(picture)) end
end

function main()
  local sent = knob.where == "here" and 0 or knob.where == "there" and knob.pictures or knob.pictures // 2
  for picture = 1, sent do spawn_on("server", server) end
  spawn(here, sent + 1, knob.pictures)
  for picture = 1, sent do raw:send(picture) end
  for picture = 1, knob.pictures do developed:receive() end
  mark("all_there")
end

presets = {
  { "here",          text = "one core: 8 s", knobs = { where = "here" } },
  { "there",         text = "eight cores, far away: 3.92 s", knobs = { where = "there" } },
  { "large",         text = "ten times as much to carry: 29.84 s", knobs = { where = "there", size = "40" } },
  { "half and half", text = "the laptop works while the cable is busy: 4 s", knobs = { where = "half and half" } },
}

questions = {
  { text = "Here it takes 8 s. How long does it take when all eight pictures of 4 MB are sent to the server, 12.5 MB a second?",
    answer = "all_there", unit = "s",
    knobs = { where = "there", pictures = "8", size = "4", work = "1", bandwidth = "12.5", latency = "0.02", server = "8" },
    choices = {
      { "1 s: eight cores, eight pictures", is = 1, belief = "It would be so if the pictures were there already." },
      { "about 4 s", is = 3.92, belief = "It is so: nine times 0.32 s on the cable, a second of work, and the latency." },
      { "about 6 s", is = 6.16, belief = "It would be so if nothing came back before everything was there." },
      { "8 s, as before", is = 8, belief = "The cores of the server do help: while one picture is carried, others are developed." },
    } },
  { text = "The pictures are ten times as large. How long does it take on the server now?", answer = "all_there", unit = "s",
    knobs = { where = "there", pictures = "8", size = "40", work = "1", bandwidth = "12.5", latency = "0.02", server = "8" },
    choices = {
      { "about 4 s", is = 4, belief = "What is carried over the cable takes longer, the more it is." },
      { "8 s", is = 8, belief = "That is what it takes here." },
      { "about 30 s", is = 29.84, belief = "It is so: to carry a picture takes longer than to develop it." },
    } },
  { text = "When is the last picture there?", answer = "all_there", unit = "s" },
}

words = {
  server = {
    name    = "server",
    running = { "{} develops a picture on the server", "workers develop a picture", "worker develops a picture" },
    blocked = { "{} waits for a picture", "workers wait for a picture", "worker waits for a picture" },
  },
  main = {
    name    = "the laptop",
    blocked = { "{} waits for what is developed", "laptops wait for pictures", "laptop waits for pictures" },
  },
}

teaches = "Compute against transfer"
builds_on = { "talking_processes" }
concepts = { "distributed", "latency", "bandwidth", "offloading", "message passing", "speed-up" }
