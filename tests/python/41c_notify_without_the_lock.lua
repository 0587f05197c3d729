-- models: threads threads_gil event_loop
l, r = lock(), rlock()
c, d = condition(l), condition(r)
function other(c) print(pcall(c.notify, c) and "the other notified" or "the other is refused") end
function main()
  for _, it in ipairs{ { l, c }, { r, d } } do
    local lock, c = it[1], it[2]
    print(pcall(c.notify, c) and "notified" or "refused")
    print(pcall(c.notify_all, c) and "notified" or "refused")
    lock:lock() c:notify() print("fine") lock:unlock()
    lock:lock() await(spawn(other, c)) lock:unlock()
  end
end
