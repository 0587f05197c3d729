import threading
c = threading.Condition()          # its lock is an RLock
ready = threading.Event()
def waits():
    with c:
        with c:
            ready.set(); c.wait()
            print("woken, and holds it twice again")
t = threading.Thread(target=waits); t.start()
ready.wait()
with c: print("free while it waits"); c.notify()
t.join()
