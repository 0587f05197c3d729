import threading, time
from concurrent.futures import ThreadPoolExecutor
own = threading.local()
def seen(n):
    before = getattr(own, "n", None); own.n = n
    return before
def slow(n): time.sleep(.1); return seen(n)
with ThreadPoolExecutor(3) as pool:
    for n in range(4): print(pool.submit(seen, n).result()); time.sleep(.02)
    both = [pool.submit(slow, n) for n in (4, 5)]
    print(sum(f.result() is None for f in both), "has begun")
