-- How threads, processes and pools are left and ended: exit, pool.
local refuse, called_either_way = ...
local pcall, error, pairs, ipairs, type, tostring = pcall, error, pairs, ipairs, type, tostring
local select_arguments, whole_or_not, pack, unpack = select, math.type, table.pack, table.unpack
local spawn, await, join = spawn, await, join

-- sys.exit: the task's thread or process ends, and a process has the code, with a text 1. In a pool, on an event loop and
-- one after another it is an error like others. A text is printed once nobody has caught it (lua_task.cpp).
function exit(code, ...)
  if select_arguments("#", ...) > 0 then refuse("exit takes a whole number, or a text") end
  error({ type = "SystemExit", code = code, message = code == nil and "" or tostring(code) }, 0)
end

local function check_shutdown(options, ...)
  local unknown = select_arguments("#", ...) > 0 and tostring((...))
  if options ~= nil and type(options) ~= "table" then unknown = tostring(options) end
  for name, value in pairs(type(options) == "table" and options or {}) do
    if name ~= "wait" and name ~= "cancel_futures" or type(value) ~= "boolean" then unknown = tostring(name) end
  end
  if unknown then refuse("shutdown takes { wait = false, cancel_futures = true }, or one of them, but was given " .. unknown) end
end

-- with ThreadPoolExecutor() as pool: pool(function(pool) pool.submit(f, 1) … end) shuts it down when the function has
-- ended, also by an error: then no task is submitted any more, and those that were are waited for. pool() gives one that
-- is shut down by hand. Where its tasks run, the model says.
function pool(body, ...)
  if (body ~= nil and type(body) ~= "function") or select_arguments("#", ...) > 0 then
    refuse("pool takes a function, as in pool(function(pool) pool.submit(f, 1) end), or nothing; --workers says how large it is")
  end
  local futures, is_shut = {}, false
  local function submit(...)
    if is_shut then refuse("cannot schedule new futures after shutdown: submit before it, or make another pool()") end
    futures[#futures + 1] = spawn(...)
    return futures[#futures]
  end
  local function shutdown(options, ...)
    check_shutdown(options, ...)
    is_shut = true
    if options and options.cancel_futures then
      for _, future in ipairs(futures) do future:cancel() end
    end
    if options and options.wait == false then return end
    for _, future in ipairs(futures) do join(future) end
  end
  -- The results in the order of the list, each when it is asked for; of several that a task returns, the list. Of several lists each gives one argument, until the
  -- shortest ends. After an error nobody asks for the rest.
  local function map(f, ...)
    local lists, count = { ... }, select_arguments("#", ...)
    local are_lists = count > 0
    for l = 1, count do
      are_lists = are_lists and type(lists[l]) == "table"
      for name in pairs(are_lists and lists[l] or {}) do are_lists = are_lists and whole_or_not(name) == "integer" end
    end
    if not are_lists then refuse("map takes a function and a list, as in pool.map(f, { 1, 2 }), or several lists") end
    local all, at, shortest = {}, 0, #lists[1]
    for l = 2, count do shortest = #lists[l] < shortest and #lists[l] or shortest end
    for i = 1, shortest do
      local arguments = {}
      for l = 1, count do arguments[l] = lists[l][i] end
      all[i] = submit(f, unpack(arguments, 1, count))
    end
    return function()
      at = at + 1
      if at > #all then return nil end
      local came = pack(pcall(await, all[at]))
      if came[1] then return came.n > 2 and { unpack(came, 2, came.n) } or came[2] end
      for i = at + 1, #all do all[i]:cancel() end
      at = #all
      error(came[2], 0)
    end
  end
  local made = called_either_way("pool", "submit, map and shutdown", { submit = submit, shutdown = shutdown, map = map })
  if body == nil then return made end
  local results = pack(pcall(body, made))
  shutdown()
  if not results[1] then error(results[2], 0) end
  return unpack(results, 2, results.n)
end
