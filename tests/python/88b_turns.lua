-- models: event_loop
scale = 10
n = variable(0)
function f() return 1 end
function two() yield() return 2 end
function inner() sleep(900) end
function bad() error("bad") end
function z() while true do n:add(1) yield() end end
function xs() shield(spawn(inner)) end
function xawait() await(spawn(inner)) end
function xgather() gather(spawn(inner), spawn(inner)) end
function xwait() wait{ spawn(inner) } end
function xwaitfor() wait_for(spawn(inner), 900) end
function xgroup() task_group(function(g) g.spawn(inner) end) end
function xtimeout() timeout(900, inner) end
local function cancelled(g)
  local t = spawn(g) yield() yield() t:cancel() pcall(await, t)
end
c = {
 gather = function() gather(spawn(f), spawn(two)) end,
 wait = function() wait{ spawn(f), spawn(two) } end,
 waitfirst = function() wait({ spawn(f), spawn(two) }, { return_when = "first_completed" }) end,
 waitto = function() wait({ spawn(f), spawn(two) }, { timeout = 5 }) end,
 waitfor = function() wait_for(spawn(two), 5) end,
 shield = function() shield(spawn(two)) end,
 timeout = function() timeout(5, two) end,
 group = function() task_group(function(g) g.spawn(two) end) end,
 asc = function() for x in as_completed{ spawn(f), spawn(two) } do await(x) end end,
 cancel = function() local t = spawn(two) t:cancel() pcall(await, t) end,
 groupbad = function() pcall(task_group, function(g) g.spawn(bad) g.spawn(inner) end) end,
 groupbadbody = function() pcall(task_group, function(g) g.spawn(bad) sleep(900) end) end,
 gatherbad = function() pcall(gather, spawn(bad), spawn(two)) end,
 gatherrex = function() gather{ spawn(bad), spawn(two), return_exceptions = true } end,
 waitdone = function() local t = spawn(f) await(t) wait{ t } end,
 gatherdone = function() local t = spawn(f) await(t) gather(t) end,
 waitfordone = function() local t = spawn(f) await(t) wait_for(t, 5) end,
 shielddone = function() local t = spawn(f) await(t) shield(t) end,
 ascdone = function() local t = spawn(f) await(t) for x in as_completed{ t } do await(x) end end,
 timeoutgather = function() timeout(5, function() gather(spawn(f), spawn(two)) end) end,
 waitforbad = function() pcall(wait_for, spawn(bad), 5) end,
 shieldbad = function() pcall(shield, spawn(bad)) end,
 xawait = function() cancelled(xawait) end, xgather = function() cancelled(xgather) end, xwait = function() cancelled(xwait) end,
 xwaitfor = function() cancelled(xwaitfor) end, xshield = function() cancelled(xs) end, xgroup = function() cancelled(xgroup) end, xtimeout = function() cancelled(xtimeout) end,
}
names = { "gather", "wait", "waitfirst", "waitto", "waitfor", "shield", "timeout", "group", "asc", "cancel", "groupbad", "groupbadbody", "gatherbad", "gatherrex", "waitdone", "gatherdone", "waitfordone", "shielddone", "ascdone", "timeoutgather", "waitforbad", "shieldbad", "xawait", "xgather", "xwait", "xwaitfor", "xshield", "xgroup", "xtimeout" }
function main()
  for _, name in ipairs(names) do
    n.value = 0 local zt = spawn(z) c[name]() print(n.value, name) zt:cancel() sleep(0.1)
  end
end
