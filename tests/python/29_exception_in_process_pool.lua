-- models: process_pool thread_pool event_loop threads processes sequential
function bad() error({ kind = "Burnt", code = 5 }) end
function main()
  local ok, why = pcall(function() return await(spawn(bad)) end)
  if type(why) == "table" and why.kind == "Burnt" then print("caught by its type, code", why.code) end
end
