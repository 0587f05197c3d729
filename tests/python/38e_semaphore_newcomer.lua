-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and e.errors and "group " .. names(e) or type(e) == "table" and tostring(e.type) or plain(e) end
function T() return math.floor(now() * 10 + 0.5) end
s1, s2, s3, s4, s5 = semaphore(2), semaphore(2), semaphore(3), semaphore(2), semaphore(2)
function locked(s) local free = s:try_acquire() if free then s:release() end return not free end
function c(s, n) s:acquire() print(n, "in") end
function tick() for i = 0, 3 do print("tick", i) yield() end end
function main()
  s1:acquire() s1:acquire()
  local a = spawn(c, s1, "c") yield()
  s1:release() s1:release() local k = spawn(tick) s1:acquire() print("main in") await(k)
  s2:acquire() s2:acquire()
  a = spawn(c, s2, "d") yield()
  s2:release() s2:release() local b = spawn(c, s2, "e") k = spawn(tick) await(k)
  for _ = 1, 3 do s3:acquire() end
  a = spawn(c, s3, "f") yield()
  s3:release() s3:release() s3:release() b = spawn(c, s3, "g") local d = spawn(c, s3, "h") k = spawn(tick) await(k)
  s4:acquire() s4:acquire()
  a = spawn(c, s4, "i") yield()
  s4:release() s4:release() b = spawn(c, s4, "j") yield() print(locked(s4)) a:cancel() b:cancel() d = spawn(c, s4, "k") k = spawn(tick) await(k) print(locked(s4))
  s5:acquire() s5:acquire()
  a = spawn(c, s5, "l") yield()
  s5:release() s5:release() a:cancel() b = spawn(c, s5, "m") d = spawn(c, s5, "n") k = spawn(tick) await(k) print(locked(s5), 0)
end
