-- What Lua's words for a whole list do with a shared table: each entry is read, and written back, by itself.
local concat, sort, unpack = table.concat, table.sort, table.unpack

local function copied(list)
  local copy = {}
  for i = 1, #list do copy[i] = list[i] end
  return copy
end

local words = {}

function words.concat(list, ...) return concat(copied(list), ...) end

function words.unpack(list, ...) return unpack(copied(list), ...) end

-- Python's list.sort: who reads meanwhile may see a list of which a part is sorted.
function words.sort(list, ...)
  local copy = copied(list)
  sort(copy, ...)
  for i = 1, #copy do list[i] = copy[i] end
end

-- One of the two is a shared table.
function words.move(from, first, last, to, into)
  local copy, target = {}, into or from
  for i = first, last do copy[i] = from[i] end
  for i = first, last do target[to + i - first] = copy[i] end
  return target
end

return words
