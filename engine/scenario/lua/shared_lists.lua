-- What Lua's words for a whole list do with a shared table: each entry is read, and written back, by itself.
local refuse = ...
local concat, unpack, type, is_whole = table.concat, table.unpack, type, math.type

local function copied(list)
  local copy = {}
  for i = 1, #list do copy[i] = list[i] end
  return copy
end

local words = {}

function words.concat(list, ...) return concat(copied(list), ...) end

function words.unpack(list, ...) return unpack(copied(list), ...) end

-- Equal ones keep their order. What compares them may ask for operations.
local function merged(left, right, less)
  local all, l, r = {}, 1, 1
  while l <= #left and r <= #right do
    if less(right[r], left[l]) then
      all[#all + 1], r = right[r], r + 1
    else
      all[#all + 1], l = left[l], l + 1
    end
  end
  for i = l, #left do all[#all + 1] = left[i] end
  for i = r, #right do all[#all + 1] = right[i] end
  return all
end

local function sorted(list, first, last, less)
  if first >= last then return { list[first] } end
  local middle = (first + last) // 2
  return merged(sorted(list, first, middle, less), sorted(list, middle + 1, last, less), less)
end

-- Python's list.sort is one step; here who reads meanwhile may see a list of which a part is sorted.
function words.sort(list, less)
  if less ~= nil and type(less) ~= "function" then refuse("table.sort takes a list and a function that compares") end
  local all = sorted(copied(list), 1, #list, less or function(a, b) return a < b end)
  for i = 1, #all do list[i] = all[i] end
end

-- One of the two is a shared table.
function words.move(from, first, last, to, into)
  if is_whole(first) ~= "integer" or is_whole(last) ~= "integer" or is_whole(to) ~= "integer" then
    refuse("table.move takes a list and three positions, as in table.move(list, 1, 3, 2)")
  end
  local copy, target = {}, into or from
  for i = first, last do copy[i] = from[i] end
  for i = first, last do target[to + i - first] = copy[i] end
  return target
end

return words
