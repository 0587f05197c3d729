-- What stands on the operations of byte streams: read_line, read_exactly, close.
local refuse, kind_of, methods = ...
local read, read_up_to_line, close_read, close_write = methods.read, methods.read_line, methods.close_read, methods.close_write
local error, is_whole, select_arguments, timeout, most_bytes = error, math.type, select, timeout, 1 << 30
local type, tostring = type, tostring

-- Piece by piece, as it comes.
local function read_all(stream, n)
  local bytes = ""
  while #bytes < n do
    local piece = read(stream, n - #bytes < 1 << 20 and n - #bytes or 1 << 20)
    if piece == "" then
      error({ type = "IncompleteReadError", partial = bytes, expected = n,
              message = #bytes .. " bytes read on a total of " .. n .. " expected bytes" }, 0)
    end
    bytes = bytes .. piece
  end
  return bytes
end

-- asyncio.StreamReader.readexactly: n bytes, in as many reads as it takes. Where the end comes before, an error of the
-- type "IncompleteReadError" has what came, in `partial`.
local function read_exactly(stream, n, seconds, ...)
  if is_whole(n) ~= "integer" or n < 0 or n > most_bytes or select_arguments("#", ...) > 0 then
    refuse("in stream:read_exactly(n, [timeout]), n is a whole number of bytes from 0 on, but was given " .. (type(n) == "number" and tostring(n) or kind_of(n)))
  end
  if seconds ~= nil then return timeout(seconds, read_all, stream, n) end
  return read_all(stream, n)
end

-- A line that is longer than the stream has room for comes in parts.
local function whole_line(stream)
  local line = ""
  repeat
    local part = read_up_to_line(stream)
    line = line .. part
  until part == "" or part:byte(-1) == 10
  return line
end

local function read_line(stream, seconds, ...)
  if select_arguments("#", ...) > 0 then return read_up_to_line(stream, seconds, ...) end  -- which refuses it
  if seconds ~= nil then return timeout(seconds, whole_line, stream) end
  return whole_line(stream)
end

-- Both ends; of a socket what it writes, and what it reads.
local function close(stream, ...)
  if select_arguments("#", ...) > 0 then refuse("stream:close() takes nothing") end
  close_write(stream)
  close_read(stream)
end

return { read_line = read_line, read_exactly = read_exactly, close = close }
