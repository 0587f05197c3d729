-- models: event_loop
q = channel(1)
function asks() return q:receive(1) end
function limited() timeout(1, sleep, 9) end
function stops() error("cancelled", 0) end
function nested() return await(spawn(limited)) end

function main()
  for _, f in ipairs{ asks, limited, stops, nested } do
    for _, how in ipairs{ "await", "gather", "return_exceptions", "exception", "group" } do
      local t, told = spawn(f), nil
      local fine, why = pcall(function()
        if how == "await" then await(t) end
        if how == "gather" then gather(t) end
        if how == "return_exceptions" then told = gather{ t, return_exceptions = true }[1] end
        if how == "exception" then wait{ t } told = t:exception() end
        if how == "group" then task_group(function(g) g.spawn(f) end) end
      end)
      if told then print(how, told)
      elseif fine then print(how, "nothing")
      elseif type(why) == "table" then print(how, "group of", why.errors[1])
      else print(how, why) end
      wait{ t }
      if not t:cancelled() then t:exception() end
    end
  end
end
