-- models: event_loop
scale = 10
e = event()
function bad(n) print("bad", n) error(tostring(n), 0) end
function late(n) e:wait() error(tostring(n), 0) end
function y(n) for i = 1, n do yield() end error(tostring(n), 0) end
function ok()
  local fine, why = pcall(sleep, 1)
  if fine then print("ok") else print("ok cancelled") error(why, 0) end
end
function setter() yield() e:set() end
function main()
  for _, jobs in ipairs{ { { bad, 1 }, { bad, 2 }, { ok } }, { { late, 1 }, { late, 2 }, { setter } }, { { y, 1 }, { y, 1 }, { ok } }, { { y, 1 }, { y, 2 }, { ok } }, { { y, 1 }, { y, 3 }, { y, 2 } } } do
    local fine, x = pcall(task_group, function(g) for _, j in ipairs(jobs) do g.spawn(j[1], j[2]) end end)
    local all = {} for i, v in ipairs(x.errors) do all[i] = "'" .. v:match("%d$") .. "'" end
    print(#x.errors, "[" .. table.concat(all, ", ") .. "]")
  end
end
