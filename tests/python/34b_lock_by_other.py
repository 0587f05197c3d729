import threading
l = threading.Lock(); l.acquire()
t = threading.Thread(target=l.release); t.start(); t.join()
print("locked after another's release:", l.locked())
try: l.release()
except RuntimeError: print("nobody has locked it")
r = threading.RLock(); r.acquire()
def other():
    try: r.release()
    except RuntimeError: print("an RLock is its owner's")
t = threading.Thread(target=other); t.start(); t.join()
