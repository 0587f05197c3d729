import threading, time; from h import *
b, idx = threading.Barrier(3), []
def f(n): time.sleep(S(n)); idx.append((n, b.wait()))
ts = [threading.Thread(target=f, args=(n,)) for n in (1, 2, 3)]
for t in ts: t.start()
for t in ts: t.join()
for n, i in sorted(idx): print("index", n, ":", i, ".")
def waits():
    try: b.wait(); print("met")
    except threading.BrokenBarrierError: print("broken")
def one_waits(): t = threading.Thread(target=waits); t.start(); time.sleep(S(1)); return t
t = one_waits(); b.abort(); t.join(); print(b.broken)
try: b.wait()
except threading.BrokenBarrierError: print("who comes later, too")
b.reset(); print(b.broken)
t = one_waits(); b.reset(); t.join(); print(b.broken)
