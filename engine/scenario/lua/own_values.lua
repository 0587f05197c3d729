-- What threads and tasks have each for themselves.
local refuse, kind_of, set_metatable, values_of_thread, values_of_context, is_loading, own_future = ...
local type, select_arguments = type, select

-- asyncio.current_task(): the future of the task that asks.
current_task = own_future

local made = 0
local function next_number(word)
  if not is_loading() then refuse(word .. " is made at the top of the file, so that it is the same for all tasks") end
  made = made + 1
  return made
end

-- threading.local(): each thread has fields of its own. One that a thread has not set is nil there.
function thread_local()
  local number = next_number("thread_local")
  return set_metatable({}, {
    __index = function(_, name)
      local fields = values_of_thread()[number]
      return fields and fields[name]
    end,
    __newindex = function(_, name, value)
      local all = values_of_thread()
      all[number] = all[number] or {}
      all[number][name] = value
    end,
  })
end

-- contextvars.ContextVar: get() gives what this task has set, else the default, and without one it is an error, but for
-- get(otherwise); set(value) gives what reset takes. On an event loop a task begins with a copy of what its spawner has;
-- a new thread with nothing.
function context_variable(...)
  local number, default, has_default = next_number("context_variable"), ..., select_arguments("#", ...) > 0
  local fields = { default = default }
  local function who_asks() return not is_loading() and own_future() end
  local function expect_itself(given, usage)
    if given ~= fields then refuse("what a context variable has is called with a colon, as in guest:" .. usage) end
  end
  function fields.get(it, ...)
    expect_itself(it, "get()")
    local value = values_of_context()[number]
    if value ~= nil then return value end
    if select_arguments("#", ...) > 0 then return (...) end
    if not has_default then refuse("this context variable has no value here, and no default: set it, or write context_variable(0)") end
    return default
  end
  function fields.set(it, value)
    expect_itself(it, "set(value)")
    local all = values_of_context()
    local before = all[number]
    all[number] = value
    return { before = before, of = number, by = who_asks() }
  end
  function fields.reset(it, token)
    expect_itself(it, "reset(token)")
    if type(token) ~= "table" or token.of ~= number then
      refuse("reset takes what set of the same context variable gave, but was given " .. kind_of(token))
    end
    if token.is_used then refuse("this is used: reset takes what set gave once") end
    if token.by ~= who_asks() then refuse("reset is for the task that set it: this was set by another one") end
    token.is_used = true
    values_of_context()[number] = token.before
  end
  return fields
end
