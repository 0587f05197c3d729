-- models: event_loop
scale = 10
function T() return math.floor(now() + 0.5) end
e = event()
function f(n) yield() return n end
function w(n) e:wait() return n end
function s(n) sleep(n) return n end
function main()
  local ts = { spawn(f, 0), spawn(f, 1), spawn(f, 2) }
  local d, p = wait(ts, { return_when = "first_completed" })
  local all = true for _, t in ipairs(p) do all = all and t:done() end print(#d, #p, all)
  ts = { spawn(w, 0), spawn(w, 1), spawn(w, 2) } yield()
  e:set() d, p = wait(ts, { return_when = "first_completed" }) print(#d, #p)
  local pend, rounds = { spawn(s, 1), spawn(s, 1), spawn(s, 2) }, 0
  while #pend > 0 do d, pend = wait(pend, { return_when = "first_completed" }) rounds = rounds + 1 print(#d, #pend, T()) end
  print(rounds)
end
