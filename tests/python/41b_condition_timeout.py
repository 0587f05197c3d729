import threading; from h import *
c = threading.Condition()
def waiter():
    with c: print("waiter", c.wait(S(5)), "at", now())
with c: c.notify_all()                       # nobody waits: it is not kept
with c: print("main", c.wait(S(1)), "at", now())
t = threading.Thread(target=waiter); t.start()
time.sleep(S(1))
with c: c.notify()
t.join()
