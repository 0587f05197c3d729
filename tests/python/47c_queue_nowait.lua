-- models: sequential threads threads_gil processes event_loop thread_pool process_pool
q = channel(2)
function main()
  print((q:try_receive()), q:length())
  print(q:try_send("a"), q:try_send("b"), q:try_send("c"), q:length())
  print((q:try_receive()), q:length(), (q:try_receive()), (q:try_receive()), q:length())
end
