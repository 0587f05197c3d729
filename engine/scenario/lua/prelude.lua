-- Words that stand on others: what a story could write itself, had it nothing else to tell. Loaded before each story.
local await_several, future_given, most_watched, most_seconds, refuse, kind_of, check_channels, receive_any, most_selected, shares_thread,
  group_mark, thread_mark, begin_group, end_group, is_aborted, mark_aborted, leave_body, set_metatable = ...
local pcall, error, pairs, select_arguments, type, tostring = pcall, error, pairs, select, type, tostring
local ipairs, is_whole, timeout, pack, unpack = ipairs, math.type, timeout, table.pack, unpack
local await_future, spawn_call, make_coroutine, begin_coroutine = await, spawn, coroutine, run

-- What Python's async def f gives when it is called: coroutine(f, …). Nothing of f runs until it is awaited, which is
-- an ordinary call, or started as a task; and it runs once.
local coroutine_object = { __index = function(_, name)
  refuse("a coroutine object has no " .. tostring(name) .. "; write await(c) or spawn(c), as nobody goes into it by hand")
end }
function coroutine(f, ...)
  local it = { kind = "coroutine", number = make_coroutine(f, ...), f = f, arguments = pack(...), begun = false, task = false }
  return set_metatable(it, coroutine_object)
end

local function is_coroutine(value) return type(value) == "table" and value.kind == "coroutine" and value.number ~= nil end

local function begin(it, blocks)
  if it.task and not it.task:done() then refuse("coroutine is being awaited already: " .. tostring(it.f) .. " is a task") end
  if it.begun then refuse("cannot reuse already awaited coroutine: " .. tostring(it.f) .. " was awaited or started before; make another") end
  begin_coroutine(it.number, tostring(it.f), blocks)
  it.begun = true
  return it.f, unpack(it.arguments, 1, it.arguments.n)
end

function await(awaited, ...)
  if not is_coroutine(awaited) then return await_future(awaited, ...) end
  if ... then return timeout(..., begin(awaited)) end
  local function call(f, ...) return f(...) end
  return call(begin(awaited))
end

function spawn(first, ...)
  if not is_coroutine(first) then return spawn_call(first, ...) end
  first.task = spawn_call(begin(first))
  return first.task
end

-- threading.Thread(daemon=True): the run does not wait for its end.
function daemon(first, ...)
  if is_coroutine(first) then return spawn_call({ daemon = true }, begin(first)) end
  return spawn_call({ daemon = true }, first, ...)
end

-- On another machine of the story: its tasks share nothing with those here, and only messages cross.
function spawn_on(where, first, ...)
  if type(where) ~= "string" then
    refuse('spawn_on takes the name of a node and a function, as in spawn_on("bank", serve, 1), but was given ' .. kind_of(where))
  end
  local attributes = { node = where }
  if is_coroutine(first) then return spawn_call(attributes, begin(first)) end
  if type(first) ~= "table" then return spawn_call(attributes, first, ...) end
  for name, value in pairs(first) do attributes[name] = value end
  return spawn_call(attributes, ...)
end

-- asyncio.to_thread: on an event loop a thread of its pool calls f, and the loop continues; elsewhere it is spawn.
function to_thread(first, ...)
  if is_coroutine(first) then
    refuse("to_thread takes a function, as in to_thread(blocking_sleep, 1), and a coroutine cannot leave its loop; spawn(c) starts it there")
  end
  local f = first
  if type(first) == "table" then f = select_arguments(1, ...) end
  if type(f) ~= "function" then
    refuse("to_thread takes a function, then its arguments, as in to_thread(blocking_sleep, 1), but was given " .. kind_of(f))
  end
  local attributes = { [thread_mark] = true }
  if type(first) ~= "table" then return spawn_call(attributes, first, ...) end
  for name, value in pairs(first) do attributes[name] = value end
  return spawn_call(attributes, ...)
end

function create_task(it, ...)
  if not is_coroutine(it) then
    refuse("create_task takes a coroutine, which coroutine(f, 1) makes, but was given " .. kind_of(it) .. "; spawn(f, 1) starts f itself")
  end
  return spawn(it, ...)
end

function ensure_future(it)
  return is_coroutine(it) and spawn(it) or future_given(it, "ensure_future")
end

-- asyncio.run and loop.run_until_complete: an error where an event loop runs already, as in all that runs on one.
function run(it, ...)
  if not is_coroutine(it) then refuse("run takes a coroutine, which coroutine(f, 1) makes, but was given " .. kind_of(it)) end
  local function call(f, ...) return f(...) end
  return call(begin(it, true))
end
run_until_complete = run

local await, spawn = await, spawn

-- What a table given to a word has beside its list is an option, and must be known.
local function check_options(word, given, options)
  for name in pairs(given) do
    local in_list = is_whole(name) == "integer" and name >= 1 and name <= #given
    if not in_list and not options[name] then
      local known
      for option in pairs(options) do known = (known and known .. " and " or "") .. option end
      refuse(word .. " takes futures, as in " .. word .. "{a, b}, and " .. (known and "the option " .. known or "no option")
             .. ": it does not know " .. tostring(name))
    end
  end
end

-- The futures that a word was given, one by one or as a list.
local function listed(word, options, ...)
  local futures, first = {}, ...
  local one_list = type(first) == "table" and not is_coroutine(first)
  if one_list and select_arguments("#", ...) > 1 then
    refuse(word .. " takes one list of futures, or futures, but was given a list and more")
  end
  if one_list then check_options(word, first, options) end
  local all, started = one_list and first or { ... }, {}
  for i = 1, one_list and #first or select_arguments("#", ...) do
    local given = all[i]
    if is_coroutine(given) then started[given] = started[given] or spawn(given) end
    futures[i] = given ~= nil and started[given] or future_given(given, word)
  end
  return futures
end

-- The one future that a word was given.
local function listed_one(word, ...)
  local futures = listed(word, {}, ...)
  if #futures ~= 1 then refuse(word .. " takes one future, which spawn gives, but was given a list of " .. #futures) end
  return futures[1]
end

local function each_once(futures)
  local once, is_there = {}, {}
  for _, future in ipairs(futures) do
    if not is_there[future] then once[#once + 1], is_there[future] = future, true end
  end
  return once
end

-- Of a task that has returned several values, the list of them.
local function as_one(...) return select_arguments("#", ...) > 1 and { ... } or (...) end

-- asyncio.gather: the values in the order of the futures. The first failure is raised when it happens; the others go
-- on. With return_exceptions = true in the list, errors stand among the values.
function gather(...)
  local futures, values, watch = listed("gather", { return_exceptions = true }, ...), {}, 0
  local options = type((...)) == "table" and not is_coroutine((...)) and ... or {}
  for i, future in ipairs(futures) do
    local failed, ended = false, future
    if #futures <= most_watched then
      local until_what = options.return_exceptions and "all ends" or "a failure"
      ended, watch, failed, values[i] = await_several(until_what, watch, futures, future)
    else
      failed = true
    end
    if failed and options.return_exceptions then
      values[i] = as_one(select_arguments(2, pcall(await, ended)))
    elseif failed then
      values[i] = as_one(await(ended))
    end
  end
  return values
end

local function check_timeout(word, seconds)
  if seconds ~= nil and not (type(seconds) == "number" and seconds >= 0 and seconds <= most_seconds) then
    refuse(word .. " takes a timeout from 0 to 9e9 seconds, but was given " .. tostring(seconds))
  end
end

-- asyncio.as_completed: for future in as_completed(futures) do …, in the order in which they end. With timeout = seconds
-- in the list, "timeout" is raised when so much time has gone by since the first was asked for, and one has not ended.
function as_completed(...)
  local futures, given, watch = each_once(listed("as_completed", { timeout = true }, ...)), 0, 0
  local seconds = type((...)) == "table" and (...).timeout or nil
  check_timeout("as_completed", seconds)
  return function()
    if given == #futures then return nil end
    local ended
    ended, watch = await_several("an end", watch, futures, nil, seconds)
    given = given + 1
    return ended
  end
end

-- asyncio.shield: awaits the future; who is cancelled meanwhile does not pass it on.
function shield(future)
  future = listed_one("shield", future)
  if not future:done() then await_several("an end", 0, { future }) end
  return await(future)
end

-- threading.Thread.join: waits until the task has ended, or for so many seconds. It gives nothing, and raises nothing:
-- the failure is still to be taken by somebody.
function join(future, seconds, ...)
  check_timeout("join", seconds)
  if select_arguments("#", ...) > 0 then refuse("join takes a future and a number of seconds") end
  local joined = { listed_one("join", future) }
  if joined[1] == current_task() then refuse("a task cannot join itself: it would wait for ever") end
  local fine, why = pcall(await_several, "an end", 0, joined, nil, seconds)
  if not fine and why ~= "timeout" then error(why, 0) end
  return nil
end

local waits = { first_completed = "each at first", first_exception = "each at a failure", all_completed = "each at last" }

-- Whether a task that has ended has failed, and was not cancelled. Its failure is taken.
local function has_failed(ended)
  local asked, what = pcall(ended.exception, ended)
  return asked and what ~= nil
end

-- The list that wait was given, each future once.
local function waited_for(list)
  if type(list) ~= "table" or is_coroutine(list) then
    refuse("wait takes a list of futures, as in wait{a, b}, but was given " .. (list == nil and "none" or "no list"))
  end
  for _, given in ipairs(list) do
    if is_coroutine(given) then refuse("wait takes futures, and no coroutine: write wait{ create_task(c) }") end
  end
  if list.timeout or list.return_when then refuse("wait has its options in a table of their own, as in wait({a, b}, { timeout = 2 })") end
  local futures = each_once(listed("wait", {}, list))
  if #futures == 0 and shares_thread() then refuse("wait takes a list of futures, but this one is empty") end
  return futures
end

-- asyncio.wait: all that have ended by the time it continues, in that order, and those that have not. Failures are not
-- raised; "first_exception" takes those that it has seen.
function wait(list, options, ...)
  local futures = waited_for(list)
  local given = type(options) == "table" and options or {}
  local return_when = given.return_when == nil and "all_completed" or given.return_when
  local unknown = not waits[return_when] and tostring(return_when) or select_arguments("#", ...) > 0 and tostring((...))
  if options ~= nil and options ~= given then unknown = tostring(options) end
  for name in pairs(given) do
    if name ~= "return_when" and name ~= "timeout" then unknown = tostring(name) end
  end
  if unknown then
    refuse('wait takes a list of futures and { return_when = "first_completed", "first_exception" or "all_completed", '
           .. "timeout = seconds }, but was given " .. unknown)
  end
  local done, pending, is_done = {}, {}, {}
  local function add_others()
    for _, future in ipairs(futures) do
      if not is_done[future] and future:done() then
        done[#done + 1], is_done[future] = future, true
        if return_when == "first_exception" then has_failed(future) end
      end
    end
  end
  local function collect()
    local enough, watch, more = false, 0, 0
    while #done < #futures and (more > 0 or not enough) do
      local ended, number, failed, _, others = await_several(waits[return_when], watch, futures)
      done[#done + 1], is_done[ended], watch, more = ended, true, number, others
      local stops = return_when == "first_completed" or return_when == "first_exception" and failed and has_failed(ended)
      enough = enough or stops
    end
  end
  if given.timeout == nil then
    collect()
  else
    local fine, why = pcall(timeout, given.timeout, collect)
    if not fine and why ~= "timeout" then error(why, 0) end
  end
  if #done < #futures then add_others() end
  for _, future in ipairs(futures) do
    if not is_done[future] then pending[#pending + 1] = future end
  end
  return done, pending
end

-- Cancels it, and waits for its end. False: off the loop a task that has begun cannot be cancelled, and continues.
local function cancel_and_wait(future)
  local cancelled = future:cancel()
  if cancelled then await_several("an end", 0, { future }) end
  return cancelled
end

-- asyncio.wait_for: the value, if it comes in time. Else the task is cancelled, and awaited, and "timeout" is raised; if
-- it ends otherwise all the same, that is what counts. Who is cancelled meanwhile cancels the task, and awaits it.
function wait_for(future, seconds, ...)
  if (seconds ~= nil and type(seconds) ~= "number") or select_arguments("#", ...) > 0 then
    refuse("wait_for takes a future and a number of seconds")
  end
  if seconds == nil then return await(is_coroutine(future) and future or listed_one("wait_for", future)) end
  future = listed_one("wait_for", future)
  local fine, why = false, "timeout"
  if seconds <= 0 then
    fine = future:done()
  else
    check_timeout("wait_for", seconds)
    fine, why = pcall(await_several, "an end", 0, { future }, nil, seconds)
  end
  if fine or future:done() then return await(future) end
  if why ~= "timeout" and why ~= "cancelled" then error(why, 0) end
  if not cancel_and_wait(future) or why == "cancelled" or future:cancelled() then error(why, 0) end
  return await(future)
end

-- As it is raised, or raised again by error(why).
local function is_cancelled(error)
  return error == "cancelled" or type(error) == "string" and error:find("^[^\n]*:%d+: cancelled$") ~= nil
end

-- An object whose functions may be called with a point or a colon. What it does not have is refused.
local function called_either_way(kind, names, functions)
  local object = {}
  for name, f in pairs(functions) do
    object[name] = function(first, ...)
      if first == object then return f(...) end
      return f(first, ...)
    end
  end
  return set_metatable(object, { __index = function(_, name)
    refuse("a " .. kind .. " has no " .. tostring(name) .. "; it has " .. names)
  end })
end

-- asyncio.TaskGroup: task_group(function(group) group.spawn(f, …) end) returns when all its tasks have ended. When one
-- fails, or the function does, the others are cancelled, once, and awaited; then it raises { errors = … }. On an event
-- loop the function is cancelled, too, where it waits: the engine does that, as it knows when a task fails.
function task_group(body)
  if type(body) ~= "function" then
    refuse("task_group takes a function, as in task_group(function(group) group.spawn(f, 1) end), but was given " .. kind_of(body))
  end
  local tasks, errors, watch, on_loop, number = {}, {}, 0, shares_thread(), begin_group()
  local ended = false
  local function spawn_in_group(first, ...)
    if ended then refuse("the task group is finished: spawn its tasks before its function returns") end
    if is_aborted(number) then refuse("the task group is shutting down: its tasks were cancelled, as one has failed") end
    local attributes = { [group_mark] = number }
    if is_coroutine(first) then
      tasks[#tasks + 1] = spawn_call(attributes, begin(first))
    elseif type(first) == "table" then
      for name, value in pairs(first) do attributes[name] = value end
      tasks[#tasks + 1] = spawn_call(attributes, ...)
    else
      tasks[#tasks + 1] = spawn_call(attributes, first, ...)
    end
    return tasks[#tasks]
  end
  local function abort()
    if is_aborted(number) then return end
    mark_aborted(number)
    for _, task in ipairs(tasks) do task:cancel() end
  end
  local fine, why = pcall(body, called_either_way("task group", "spawn", { spawn = spawn_in_group }))
  local cancelled = not fine and is_cancelled(why) and why
  if leave_body(number) then cancelled = false end
  if not fine then abort() end
  local left = #tasks
  while left > 0 do
    local told, who, watched, failed = pcall(await_several, "each of the group", watch, tasks)
    if told then
      left, watch = left - 1, watched
      local was_not_cancelled, what = true, nil
      if failed then was_not_cancelled, what = pcall(who.exception, who) end
      if failed and was_not_cancelled then
        errors[#errors + 1] = what
        if not on_loop then abort() end
      end
    elseif not is_aborted(number) then
      fine, why, cancelled = false, who, is_cancelled(who) and who
      abort()
    elseif not is_cancelled(who) then
      error(who, 0)
    end
  end
  ended = true
  end_group(number)
  if cancelled and #errors == 0 then error(cancelled, 0) end
  if not fine and not is_cancelled(why) then errors[#errors + 1] = why == nil and "nil" or why end
  if #errors > 0 then error({ errors = errors }, 0) end
end

-- Go's select: select{ a, b, timeout = seconds } waits until one of the channels has a message, or is closed, and gives
-- that channel and the message, or nil. If several have one, the first in the list is taken. (With anything but a table
-- it is Lua's own select.)
function select(channels, ...)
  if type(channels) ~= "table" then return select_arguments(channels, ...) end
  check_timeout("select", channels.timeout)
  if #channels == 0 or #channels > most_selected then
    refuse("select takes a list of 1 to " .. most_selected .. " channels, but was given " .. #channels)
  end
  for name in pairs(channels) do
    if name ~= "timeout" and is_whole(name) ~= "integer" then
      refuse("select takes channels, as in select{a, b}, and the option timeout: it does not know " .. tostring(name))
    end
  end
  check_channels(channels)
  return receive_any(channels, channels.timeout)
end

local function method_of(thing, name)
  local has_it, method = pcall(function() return thing[name] end)
  return has_it and method or nil
end

-- with lock: in Python. with(judit, function() … end) locks judit (of a semaphore: takes a permit), calls the function
-- with what else it was given, and unlocks judit however the function ends: it returns, raises, or is cancelled.
function with(lock, body, ...)
  local enter, leave = method_of(lock, "lock"), method_of(lock, "unlock")
  if not enter then enter, leave = method_of(lock, "acquire"), method_of(lock, "release") end
  if not enter or not leave or type(body) ~= "function" then
    refuse("with takes a lock or a semaphore and a function, as in with(judit, function() … end)")
  end
  enter(lock)
  local results = pack(pcall(body, ...))
  leave(lock)
  if not results[1] then error(results[2], 0) end
  return unpack(results, 2, results.n)
end

return called_either_way
