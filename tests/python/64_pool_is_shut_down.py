from concurrent.futures import ThreadPoolExecutor
import time
def f(n): time.sleep(0.2); print("ends", n); return n
pool = ThreadPoolExecutor(1)
a, b, c = pool.submit(f, 1), pool.submit(f, 2), pool.submit(f, 3)
time.sleep(0.1)
pool.shutdown(wait=False)
print("shut down", a.done())
try: pool.submit(f, 4)
except RuntimeError as why: print(why)
print(b.result(), c.result())
pool = ThreadPoolExecutor(1)
a, b, c = pool.submit(f, 1), pool.submit(f, 2), pool.submit(f, 3)
time.sleep(0.1)
pool.shutdown(cancel_futures=True)
print(a.done(), b.cancelled(), c.cancelled(), a.result())
pool.shutdown()
print("again")
