-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function T() return math.floor(now() * 10 + 0.5) end
function bad(s) sleep(s) error("bad", 0) end
function slow(n, s)
  local ok, why = pcall(sleep, s)
  if not ok then print("cut", n, T()) error(why, 0) end
  return n
end
function stubborn(s) if not pcall(sleep, 9) then sleep(s) return "stubborn" end end
function main()
  for case = 0, 5 do
    local ok, e = pcall(task_group, function(g)
      if case == 0 then local t = g.spawn(slow, "a", .3) g.spawn(bad, .1) print(await(t)) end
      if case == 1 then local t = g.spawn(bad, .1) g.spawn(slow, "a", .3) await(t) end
      if case == 2 then print(gather(g.spawn(slow, "a", .3), g.spawn(bad, .1))) end
      if case == 3 then local t = g.spawn(stubborn, .2) g.spawn(bad, .1) print(await(t), T()) sleep(.1) print("on", T()) end
      if case == 4 then local t = g.spawn(slow, "a", .3) g.spawn(bad, .1) wait{ t } print("not here") end
      if case == 5 then
        local t = g.spawn(slow, "a", .3) g.spawn(bad, .1)
        local ok, why = pcall(wait_for, t, .2)
        if not ok then print("wait_for", kind(why), T()) error(why, 0) end
      end
    end)
    print(case, kind(e), T())
  end
end
