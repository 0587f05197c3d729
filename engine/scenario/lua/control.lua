-- Control that passes by hand, inside one task: generators and greenlets. Each time is an operation, which takes no time.
local refuse, kind_of, set_metatable, called_either_way, make_thread, resume, suspend, this_thread, tell_control = ...
local pcall, error, type, tostring, pack, unpack = pcall, error, type, tostring, table.pack, unpack

-- What a generator or greenlet is called: generator ticks.
local function called(kind, f)
  if type(f) ~= "function" then
    refuse(kind .. " takes a function, as in " .. kind .. "(f), but was given " .. kind_of(f))
  end
  local name = tostring(f):sub(#"function" + 2)
  return name == "" and kind or kind .. " " .. name
end

-- What a call gave, and how much that is.
local function packed_call(f, ...) return pack(pcall(f, ...)) end

-- Python's generator function, called: generator(f, …). Of f nothing runs yet. next() runs it until give(value), and
-- gives that value; f has `give` as its first argument. send(value) is next(), and the give where f stands returns the
-- value; throw(error) raises it there, close() ends it there. Once f has ended, next() raises "stop iteration", and
-- returned() gives what f returned. for value in generator(f) do … takes all, until nil. What f raises itself is never
-- taken for its end.
local next_in_for = {}

function generator(f, ...)
  local name, arguments = called("generator", f), pack(...)
  local thread, state, returned = make_thread(f), "new", pack()
  local function back(raises, ...)
    if raises then error((...), 0) end
    return ...
  end
  local function give(...) return back(suspend(thread, "give", ...)) end

  -- Goes into f: with the values for f, if it has not begun; else with whether to raise, and what.
  local function go_on(...)
    tell_control("into " .. name)
    state = "running"
    local came = packed_call(resume, thread, ...)
    local waits = came[1] and came[2]
    state = waits and "waiting" or "ended"
    tell_control("back from " .. name .. (waits and "" or ", which has ended"))
    if not came[1] then error(came[2] == "stop iteration" and "generator raised stop iteration" or came[2], 0) end
    if not waits then returned = pack(unpack(came, 3, came.n)) end
    return waits, unpack(came, 3, came.n)
  end
  local function given(waits, ...)
    if not waits then error("stop iteration", 0) end
    return ...
  end
  local function expect_rest(word)
    if state == "running" then refuse(name .. " runs already: it cannot be asked to " .. word .. " from within itself") end
  end

  local functions = {}
  function functions.next()
    expect_rest("continue")
    if state == "ended" then error("stop iteration", 0) end
    if state == "new" then return given(go_on(give, unpack(arguments, 1, arguments.n))) end
    return given(go_on(false))
  end
  function functions.send(value)
    expect_rest("continue")
    if state == "new" and value ~= nil then
      refuse(name .. " has not begun, so no give waits for what is sent: begin with next()")
    end
    if state ~= "waiting" then return functions.next() end
    return given(go_on(false, value))
  end
  function functions.throw(why)
    expect_rest("raise an error")
    if state ~= "waiting" then
      state = "ended"
      error(why, 0)
    end
    return given(go_on(true, why))
  end
  function functions.close()
    expect_rest("end")
    if state ~= "waiting" then
      state = "ended"
      return
    end
    local fine, waits = pcall(go_on, true, "generator exit")
    if fine and waits then refuse(name .. " was closed, and gave another value: let the error \"generator exit\" end it") end
    if not fine and waits ~= "generator exit" then error(waits, 0) end
  end
  function functions.returned() return unpack(returned, 1, returned.n) end
  local it = called_either_way("generator", "next, send, throw, close and returned", functions)
  return set_metatable(it, next_in_for)
end

-- nil in place of "stop iteration".
function next_in_for.__call(it)
  local came = packed_call(it.next)
  if came[1] then return unpack(came, 2, came.n) end
  if came[2] ~= "stop iteration" then error(came[2], 0) end
  return nil
end

-- Python's greenlet: greenlet(f) makes one, switch(…) on it goes there: at first into f with these values, later to where
-- it has switched away, which then gives them. What f returns, or raises, goes to the greenlet that made it.
-- current_greenlet() is the one that runs; a task begins in its main greenlet.
local greenlet_of, inside_of = set_metatable({}, { __mode = "k" }), set_metatable({}, { __mode = "k" })
local methods = {}

local function new_greenlet(inside)
  inside.object = set_metatable({}, { __index = methods })
  inside_of[inside.object] = inside
  greenlet_of[inside.thread] = inside
  return inside
end

local function current()
  local thread = this_thread()
  return greenlet_of[thread] or new_greenlet({ name = "the main greenlet", thread = thread, is_main = true })
end

local function arrive(fine, ...)
  if not fine then error((...), 0) end
  return ...
end

-- From the main greenlet into another, and on into each that is named there, until it is the main one again. `came`: what
-- the next one gets, after whether it is to raise it.
local function go_round(main, target, came)
  while target ~= main do
    local left
    target.runs, target.main = true, main
    if target.begun then
      left = packed_call(resume, target.thread, unpack(came, 1, came.n))
    else
      target.begun = true
      left = packed_call(resume, target.thread, unpack(came, 2, came.n))
    end
    target.runs = false
    if left[1] and left[2] then
      target, came = left[3], pack(true, unpack(left, 4, left.n))
    else
      local parent = target.parent
      while parent.has_ended do parent = parent.parent end
      if parent.is_main then parent = main end
      tell_control("from " .. target.name .. ", which has ended, to " .. parent.name)
      target.has_ended = true
      target, came = parent, pack(left[1], unpack(left, left[1] and 3 or 2, left.n))
    end
  end
  return arrive(unpack(came, 1, came.n))
end

local function check_target(from, target)
  if target.has_ended then
    refuse(target.name .. " has ended, and nothing of it can continue; in Python control would go to the greenlet that made it")
  end
  if target.runs or target.is_main and target ~= from.main then
    refuse(target.name .. " does not wait for a switch: it has gone into a generator or another greenlet, and waits for that")
  end
end

-- As a method, too: one:switch(…).
function switch(object, ...)
  local from, target = current(), inside_of[object]
  if not target then refuse("switch takes a greenlet, which greenlet(f) makes, but was given " .. kind_of(object)) end
  if target == from then return ... end
  check_target(from, target)
  tell_control("from " .. from.name .. " to " .. target.name)
  if from.is_main then return go_round(from, target, pack(true, ...)) end
  return arrive(suspend(from.thread, "switch", target, ...))
end
methods.switch = switch

function methods.dead(object) return inside_of[object].has_ended == true end

function greenlet(f)
  local name = called("greenlet", f)
  return new_greenlet({ name = name, thread = make_thread(f), parent = current() }).object
end

function current_greenlet() return current().object end
