import threading; from h import *
l = threading.Lock(); s = threading.Semaphore(0); e = threading.Event()
print("first", l.acquire(timeout=S(1)))
print("again", l.acquire(timeout=S(1)), "at", now())
print("permit", s.acquire(timeout=S(1)), "at", now())
print("event", e.wait(S(1)), "at", now())
l.release(); s.release(); e.set()
print("free", l.acquire(timeout=S(1)), s.acquire(timeout=0), e.wait(S(1)), "at", now())
