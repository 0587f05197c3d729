title = "Chess exhibition"
sentence = "One master plays many amateurs at once, walking from board to board."
about = [[
Judit plays a simultaneous exhibition. She needs five seconds for a move, each amateur needs fifty-five. Played one game
after another, thirty pairs of moves a game, she would sit there for half a day. Walking from board to board she never
waits: while one opponent thinks, she moves elsewhere. She is one person, so she is a mutex, however many cores there are.
]]
notice = [[
There are two endings: master_done is her last move, hall_empty the last reply to it. Count both before you compare.
With 24 boards a round takes her two minutes, and every amateur has answered long before she is back.
]]
try = [[
Give her fewer than twelve opponents: now she waits for them. Turn `masters` to 2. Turn `judit` to "core", with one core
and round_robin: the finer she is sliced, the more she idles, for all boards advance together and then all think at once.
]]
scale = 1200
model = "event_loop"

knobs = {
  opponents     = knob(24, { min = 1, max = 400, text = "amateurs she plays" }),
  pairs         = knob(30, { min = 1, max = 200, text = "pairs of moves in a game" }),
  master_move   = seconds(5, { min = 0, max = 3600, text = "she thinks for" }),
  opponent_move = seconds(55, { min = 0, max = 3600, text = "an amateur thinks for" }),
  masters       = knob(1, { min = 1, max = 24, text = "masters in the hall" }),
  judit         = knob("lock", { choices = { "lock", "core" }, text = "who she is: a lock, or whoever has the core" }),
}

judit = knob.masters == 1 and mutex() or semaphore(knob.masters)

function move()                  -- Judit moves: there is one of her
  if knob.judit == "core" then
    compute(knob.master_move)
  elseif knob.masters == 1 then
    judit:lock()
    compute(knob.master_move)
    judit:unlock()
  else
    judit:acquire()
    compute(knob.master_move)
    judit:release()
  end
end

function game(board)
  for pair = 1, knob.pairs do
    move()
    if pair == knob.pairs then mark("master_done") end   -- a mark set again counts at its last time
    sleep(knob.opponent_move)                            -- the opponent thinks: this needs nobody
  end
  mark("hall_empty")
end

function main()
  local games = {}
  for board = 1, knob.opponents do games[board] = spawn(game, board) end
  gather(games)
end

presets = {
  { "game after game", text = "She sits down at a board and stays until its game is over.", model = "sequential" },
  { "four assistants", text = "Four workers each sit down with one opponent, and wait with him.", model = "thread_pool" },
  { "48 boards", text = "As many boards again: her own moves alone take four minutes a round.",
    knobs = { opponents = 48 } },
  { "two masters", text = "48 boards and two masters, who move at the same time.", model = "threads", cores = 2,
    knobs = { opponents = 48, masters = 2 } },
}

questions = {
  { text = "When does she make her last move?", answer = "master_done",
    models = { "sequential", "threads", "threads_gil", "processes", "event_loop" },
    knobs = { opponents = 24, pairs = 30, master_move = 5, opponent_move = 55, masters = 1 },
    choices = {
      { "after half an hour", is = 1800,
        belief = "Thirty pairs of a minute each would do for up to twelve boards. With 24, a round of her own moves "
                 .. "takes two minutes." },
      { "after an hour", is = 3600,
        belief = "This holds only if she walks on while an opponent thinks. Here she waits at each board." },
      { "after twelve hours", is = 43200,
        belief = "This adds up all thinking, as if she waited at each board. While one opponent thinks, she moves "
                 .. "elsewhere." },
    } },
  { text = "When does she make her last move?", answer = "master_done", unit = "s" },
}

scene = { name = "hall", boards = knob.opponents, pairs = knob.pairs, master = knob.judit }
local master = knob.masters == 1 and "Judit" or "a master"
words = {
  game = {
    name    = "board",
    woken   = "the opponent at {} replied",
    running = { master .. " moves at {}", "boards with " .. master, "board with " .. master },
    ready   = { "{} wants " .. master, "boards want " .. master, "board wants " .. master },
    blocked = { "{} waits for " .. master, "boards wait for " .. master, "board waits for " .. master },
    interrupted = knob.judit == "lock" and     -- she is there, but nobody computes her move
      { master .. " at {} waits for a core", "boards with " .. master .. " wait for a core",
        "board with " .. master .. " waits for a core" } or nil,
    asleep  = { "at {} the opponent thinks", "opponents think", "opponent thinks" },
    done    = { "the game at {} is over", "games are over", "game is over" },
  },
}
why = {
  master_done = "This is the last of " .. knob.opponents * knob.pairs .. " moves: " .. knob.pairs .. " at each of "
                .. knob.opponents .. " boards.",
  hall_empty  = "After the last move its opponent still thinks for " .. knob.opponent_move .. " s.",
}

teaches = "Waiting needs nobody"
concepts = { "asyncio", "event loop", "coroutine", "await", "latency", "blocking", "mutex", "semaphore", "thread",
             "concurrency" }
