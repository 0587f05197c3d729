from concurrent.futures import ThreadPoolExecutor, CancelledError, wait
import time
from h import *
def f(n): print("runs", n); time.sleep(S(2)); return n
def cb(f): print("cb", f.cancelled())
with ThreadPoolExecutor(1) as ex:
    a,b,c=[ex.submit(f,n) for n in range(3)]; time.sleep(S(1)); b.add_done_callback(cb)
    print(a.cancel(), a.running(), b.cancel(), b.cancel(), b.cancelled(), b.done())
    try: b.result()
    except CancelledError: print("cancelled")
    try: b.exception()
    except CancelledError: print("cancelled")
    d,p=wait([a,b,c]); print(len(d), len(p), now())
