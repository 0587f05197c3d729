import queue, threading, time; from h import *
q = queue.Queue()
def worker():
    while True:
        x = q.get()
        if x is None: break
        time.sleep(S(1)); print("done", x); q.task_done()
t = threading.Thread(target=worker); t.start()
q.join(); print("nothing to wait for")
for x in 1, 2: q.put(x)
q.join(); print("all done", q.qsize())
q.put(None); t.join(); q.task_done(); q.join()
try: q.task_done()
except ValueError: print("once too often")
