from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
import os, signal, time
def good(n): time.sleep(0.3); return n
def dies(): time.sleep(0.1); os.kill(os.getpid(), signal.SIGKILL)
pool = ProcessPoolExecutor(2)
futures = [pool.submit(dies)] + [pool.submit(good, n) for n in (1, 2, 3)]
for n, future in enumerate(futures):
    try: print(n, future.result())
    except BrokenProcessPool as why: print(n, type(why).__name__)
for future in futures: print(future.done(), future.cancelled(), future.cancel())
try: pool.submit(good, 4)
except BrokenProcessPool as why: print("submit", type(why).__name__)
