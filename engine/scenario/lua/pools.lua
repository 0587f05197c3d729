-- How threads and processes are left: exit.
local refuse = ...
local error, tostring, select_arguments, whole_or_not, print = error, tostring, select, math.type, print

-- sys.exit: the task's thread or process ends, and a process has the code, with a text 1. In a pool, on an event loop and
-- one after another it is an error like others.
function exit(code, ...)
  if select_arguments("#", ...) > 0 then refuse("exit takes a whole number, or a text") end
  if code == nil then code = 0 end
  if whole_or_not(code) ~= "integer" then print(code) code = 1 end
  error({ type = "SystemExit", code = code, message = tostring(code) }, 0)
end
