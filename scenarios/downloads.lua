title = "Downloads"
sentence = "Twenty pages from a server far away: is it better to ask for one after another, or for all at once?"
about = [[
A program needs twenty pages from a server. Each answer takes 50 ms to set out, and then 50 KB come over a link of 2 MB
per second, which all downloads share. So a page alone takes 75 ms: for 50 ms of them nothing happens at all, here or on
the link. Main asks for one page after another, or starts a task for each, or four workers take one page after another
from a queue. In a real run this is a real HTTP server on this computer, which answers as late and as slowly as the
knobs say.
]]
notice = [[
On threads, the way it opens, one after another takes 1.5 s: 1 s of waiting for answers to set out, and 0.5 s on the
link. With a task each the twenty waits are one, and all is there after 0.55 s. More tasks would not make it faster,
since the link is busy all the time: the waits of tasks overlap, but they share the bandwidth. Four workers wait five
times and need 0.75 s. No core has anything to do in any of them, so a second core would not help.
]]
try = [[
Turn `bandwidth` to 0, which is no limit: 1 s, or 0.05 s with a task each. Turn `at_once` to 4: the server takes four
requests at a time, and twenty tasks are as slow as four workers. Then choose the model event_loop, with a task each,
and turn `call` to "blocks": what has become of the twenty tasks?
]]
scale = 1
model = "threads"

knobs = {
  how       = knob("one after another", { choices = { "one after another", "a task each", "four workers" },
                                          text = "how main asks for the pages" }),
  call      = knob("awaits", { choices = { "awaits", "blocks" }, text = "how a task waits on an event loop" }),
  pages     = knob(20, { min = 1, max = 200, text = "pages" }),
  size      = knob(50, { min = 0, max = 1000, text = "KB in a page" }),
  latency   = seconds(0.05, { min = 0, max = 10, text = "until an answer sets out" }),
  bandwidth = knob(2000, { min = 0, max = 1000000, text = "KB per second of the link (0: no limit)" }),
  at_once   = knob(0, { min = 0, max = 100, text = "requests that the server takes at a time (0: no limit)" }),
}

web   = http_server{ latency = knob.latency, bandwidth = knob.bandwidth * 1000, at_once = knob.at_once }
queue = channel(200)                             -- pages that nobody has asked for yet

function fetch(page)
  if knob.call == "blocks" then
    return web:blocking_get("page " .. page, knob.size * 1000)    -- keeps the thread
  end
  return web:get("page " .. page, knob.size * 1000)
end

function worker(number)
  local bytes = 0
  for page in function() return queue:receive() end do bytes = bytes + fetch(page) end
  return bytes
end

function main()
  local bytes, tasks = 0, {}
  if knob.how == "one after another" then
    for page = 1, knob.pages do bytes = bytes + fetch(page) end
  elseif knob.how == "a task each" then
    for page = 1, knob.pages do tasks[page] = spawn(fetch, page) end
  else
    for page = 1, knob.pages do queue:send(page) end
    queue:close()
    for number = 1, 4 do tasks[number] = spawn(worker, number) end
  end
  for _, part in ipairs(gather(tasks)) do bytes = bytes + part end
  mark("all_there")
  print(knob.pages .. " pages are there, " .. bytes .. " bytes")
end

questions = {
  { text = "Twenty pages, one after another: 50 ms until an answer sets out, and 25 ms on the link. When are all there?",
    answer = "all_there", knobs = { how = "one after another", pages = 20, size = 50, latency = 0.05, bandwidth = 2000,
                                    at_once = 0 },
    choices = {
      { "after 75 ms", is = 0.075,
        belief = "It would be so if main asked for all at once over a link of its own for each." },
      { "after 0.55 s", is = 0.55,
        belief = "The link is busy for 0.5 s in all, but main waits for each answer before it asks for the next page." },
      { "after 1.5 s", is = 1.5, belief = "It would be so if each page took its 75 ms, and the next came after it." },
    } },
  { text = "A task for each of the twenty pages. The link carries 2 MB per second for all of them together. When "
         .. "are all there?",
    answer = "all_there", models = { "threads", "threads_gil", "processes", "event_loop" },
    knobs = { how = "a task each", call = "awaits", pages = 20, size = 50, latency = 0.05, bandwidth = 2000, at_once = 0 },
    choices = {
      { "after 75 ms", is = 0.075,
        belief = "The waits for an answer overlap, but 1 MB has to come over the link, and it takes 0.5 s for that." },
      { "after 0.55 s", is = 0.55, belief = "It would be so if they waited together, and then shared the link." },
      { "after 1.5 s", is = 1.5, belief = "It would be so if each task asked only when the one before had its page." },
    } },
  { text = "The same twenty tasks on an event loop, but each uses a call that blocks. When are all there?",
    answer = "all_there", models = { "event_loop" },
    knobs = { how = "a task each", call = "blocks", pages = 20, size = 50, latency = 0.05, bandwidth = 2000, at_once = 0 },
    choices = {
      { "after 0.55 s", is = 0.55,
        belief = "It takes a loop that can turn to the next task. The first keeps the thread until its page is there." },
      { "after 1.5 s", is = 1.5, belief = "It would be so if the first task kept the loop, then the second, and so on." },
    } },
  { text = "When are all pages there?", answer = "all_there", unit = "s" },
}

presets = {
  { "a task each", text = "The waits overlap, and the link is shared: 0.55 s.", model = "threads",
    knobs = { how = "a task each" } },
  { "four workers", text = "Four pages are under way at a time: five waits, and the same bytes.", model = "threads",
    knobs = { how = "four workers" } },
  { "in a pool", text = "A task for each page, in a pool of four threads: as four workers.", model = "thread_pool",
    cores = 4, knobs = { how = "a task each" } },
  { "on a loop", text = "Twenty downloads on one thread, as fast as on twenty.", model = "event_loop",
    knobs = { how = "a task each", call = "awaits" } },
  { "blocking the loop", text = "The same tasks with a call that blocks: one after another again.", model = "event_loop",
    knobs = { how = "a task each", call = "blocks" } },
  { "a busy server", text = "The server takes four requests at a time, and the others stand in line there.",
    model = "threads", knobs = { how = "a task each", at_once = 4 } },
  { "no limit of the link", text = "Only the wait for the answer is left, and it is the same one for all.",
    model = "threads", knobs = { how = "a task each", bandwidth = 0 } },
}

words = {
  fetch = {
    name   = "the download of page",
    asleep = { "{} is under way", "downloads are under way", "download is under way" },
    done   = { "{} is over", "downloads are over", "download is over" },
  },
  worker = {
    name   = "worker",
    asleep = { "{} downloads a page", "workers download a page", "worker downloads a page" },
    done   = { "{} has nothing left to do", "workers have nothing left to do", "worker has nothing left to do" },
  },
  main = {
    at = {
      ["return web:get("]          = { "main waits for a page", "wait for a page", "waits for a page" },
      ["return web:blocking_get("] = { "main waits for a page", "wait for a page", "waits for a page" },
    },
  },
}

why = { all_there = "Each page waits for its answer, and all together need their bytes to come over the link." }

teaches = "Waits overlap, bandwidth is shared"
builds_on = { "inside_the_event_loop" }
concepts = { "I/O-bound", "download", "HTTP", "latency", "bandwidth", "throughput", "network", "urllib", "aiohttp",
             "thread pool", "ThreadPoolExecutor", "concurrent", "overlap", "blocking call" }
