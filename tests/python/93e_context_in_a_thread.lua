-- models: event_loop
guest = context_variable("nobody")
function look() print("sees", guest:get()) guest:set("thread") return guest:get() end

function main()
  print(await(to_thread(look)))
  guest:set("ada")
  print(await(to_thread(look)))
  print("still", guest:get())
end
