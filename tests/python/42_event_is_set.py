import threading
e = threading.Event(); print(e.is_set()); e.set(); print(e.is_set(), e.wait()); e.clear(); print(e.is_set())
l = threading.Lock(); print(l.locked()); l.acquire(); print(l.locked()); l.release(); print(l.locked())
