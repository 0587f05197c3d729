import threading, time
l = threading.local()
def f(n): l.x = n; time.sleep(.05); print("thread", n, "sees", l.x)
ts = [threading.Thread(target=f, args=(n,)) for n in (1, 2)]
for t in ts: t.start(); time.sleep(.01)
for t in ts: t.join()
print("main has x:", hasattr(l, "x"))
