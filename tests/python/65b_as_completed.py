from concurrent.futures import ThreadPoolExecutor, as_completed; import time; from h import *
def f(n): time.sleep(S(n)); return n
with ThreadPoolExecutor(3) as ex:
    for x in as_completed([ex.submit(f, n) for n in (3, 1, 2)]): print(x.result(), now())
