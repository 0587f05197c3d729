import queue, threading, time
q = queue.Queue()
def g(n): print(n, q.get())
ts = [threading.Thread(target=g, args=(n,)) for n in (1, 2, 3)]
for t in ts: t.start(); time.sleep(.02)
for x in "abc": q.put(x); time.sleep(.02)
for t in ts: t.join()
