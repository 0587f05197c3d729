m = mutex() s = semaphore(2) full = condition() both = barrier(2) e = event() c = channel(2) v = variable(0)
knobs = { n = knob(2, { min = 1, max = 3, text = "how many" }), t = seconds(1), how = knob("a", { choices = { "a", "b" } }) }
words = { task = { name = "worker", running = { "{} works", "work" } } }
why = { over = "all is done" }
questions = { { text = "How long?", answer = "over", unit = "s", choices = { { "1", is = 1 }, "2" } } }
challenges = { { title = "Stop", goal = { outcome = "deadlock" }, hints = { "wait" } } }
function task(i) m:lock() v.value = v.value + i m:unlock() c:send({ i, a = "x" }) s:acquire() s:release() return i end
function main()
  local f = spawn(task, 1) local g = spawn_at(2, task, 2)
  print(c:receive()[1], string.format("%5.2f %s", 1.5, "y"), ("ab"):rep(3), await(f), pcall(error, "x"))
  e:set() e:wait() compute(knob.t) sleep(1) yield() measure("m", now()) expect(true, "fine") mark("over")
  for k, w in pairs({ 1, 2, x = 3 }) do print(k, w) end
  gather({ f, g })
end
