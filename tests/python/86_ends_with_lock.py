import threading
l = threading.Lock()
t = threading.Thread(target=l.acquire); t.start(); t.join(); print("free:", l.acquire(blocking=False))
