import threading; from h import *
b = threading.Barrier(3)
def other():
    try: b.wait()
    except threading.BrokenBarrierError: print("other: broken")
t = threading.Thread(target=other); t.start()
time.sleep(S(1))
try: b.wait(timeout=S(1))
except threading.BrokenBarrierError: pass
t.join()
try: b.wait()
except threading.BrokenBarrierError: print("who comes later, too")
