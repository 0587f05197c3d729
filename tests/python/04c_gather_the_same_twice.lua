-- models: event_loop
scale = 5
function plain(e) return (tostring(e):gsub("^[^\n]*:%d+: ", ""):gsub("^in task [^:]*: ", "")) end
function names(e)
  local all = {}
  for i, x in ipairs(e.errors) do all[i] = type(x) == "table" and "(" .. names(x) .. ")" or plain(x) end
  return table.concat(all, " ")
end
function kind(e) return type(e) == "table" and "group " .. names(e) or plain(e) end
function inner() sleep(.1) print("inner ends") return 7 end
function bad() sleep(.1) error("bad", 0) end
function show(t) return "[" .. table.concat(t, ", ") .. "]" end
function main()
  local c = spawn(inner)
  print(show(gather(c, c)))
  local k = coroutine(inner)
  print(show(gather(k, k)))
  c = spawn(bad)
  local ok, e = pcall(gather, c, c) print(kind(e))
  c = spawn(bad)
  local es = gather{ c, c, return_exceptions = true }
  print("['" .. kind(es[1]) .. "', '" .. kind(es[2]) .. "']")
  c = spawn(inner)
  print(unpack(gather(c, coroutine(inner), c)))
end
