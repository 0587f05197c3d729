import threading
for lock in (threading.Lock(), threading.RLock()):
    c = threading.Condition(lock)
    for notify in (c.notify, c.notify_all):
        try: notify(); print("notified")
        except RuntimeError: print("refused")
    with lock: c.notify(); print("fine")
    def other():
        try: c.notify(); print("the other notified")
        except RuntimeError: print("the other is refused")
    with lock: t = threading.Thread(target=other); t.start(); t.join()
