-- models: event_loop
scale = 10
function nap(n) sleep(n) if n == 2 then error("two") end return n end
local function t() return math.floor(now()+.5) end
function main()
  local ts = {} for i, n in ipairs{3, 1, 2, 4} do ts[i] = spawn(nap, n) end
  local d, p = wait(ts, {return_when="first_completed"}) print(#d, #p, t())
  d, p = wait(ts, {return_when="first_exception"}) print(#d, #p, t())
  d, p = wait(ts, {timeout=1}) print(#d, #p, t())
  d, p = wait(ts, {timeout=0}) print(#d, #p, t())
  d, p = wait(ts) print(#d, #p, t())
  local s = {} for i, f in ipairs(ts) do s[i] = tostring(f:exception() == nil):gsub("^%l", string.upper) end
  print("[" .. table.concat(s, ", ") .. "]")
end
