title = "Chess exhibition"
sentence = "One master plays many amateurs at once: an hour in place of twelve."
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

questions = {
  { text = "When does she make her last move, in seconds?", answer = "master_done" },
}

judit = knob.masters == 1 and mutex() or semaphore(knob.masters)

function move()                  -- Judit moves: there is one of her
  if knob.judit == "core" then
    compute(knob.master_move)
  elseif knob.masters == 1 then
    judit:lock()  compute(knob.master_move)  judit:unlock()
  else
    judit:acquire()  compute(knob.master_move)  judit:release()
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
  for board = 1, knob.opponents do spawn(game, board) end
end
