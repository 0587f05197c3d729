from concurrent.futures import ThreadPoolExecutor
import time
def f(n): time.sleep(0.1 * n); return n
def one_by(n): time.sleep(0.1); return 1 // n
with ThreadPoolExecutor(2) as pool:
    a, b = pool.submit(f, 3), pool.submit(f, 1)
    print("submitted", a.done())
print("left", a.done(), b.done())
try: pool.submit(f, 1)
except RuntimeError as why: print(why)
try:
    with ThreadPoolExecutor(2) as pool: a = pool.submit(f, 2); raise ValueError("body")
except ValueError as why: print(why, a.done())
with ThreadPoolExecutor(1) as pool: a = pool.submit(one_by, 0)
print("left", a.exception() is not None)
with ThreadPoolExecutor(2) as pool: print(*pool.map(f, [3, 1, 2]))
with ThreadPoolExecutor(1) as pool:
    results = pool.map(one_by, [1, 0, 2, 1, 1])
    try:
        for result in results: print(result)
    except ZeroDivisionError: print("map raises")
    print(list(results) == [])
