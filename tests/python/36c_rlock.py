import threading
r = threading.RLock()
def tries():
    if not r.acquire(blocking=False): print("another:", False)
    else: print("another: it is free"); r.release()
def others(): t = threading.Thread(target=tries); t.start(); t.join()
print(r.acquire(), r.acquire(), r.acquire(blocking=False)); others()
r.release(); r.release(); others()
r.release(); others()
try: r.release()
except RuntimeError: print("once too often")
