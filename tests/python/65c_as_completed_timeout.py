import time; from concurrent.futures import ThreadPoolExecutor, as_completed; from h import *
def bake(n): time.sleep(S(n)); return n
with ThreadPoolExecutor(3) as ex:
    fs = [ex.submit(bake, n) for n in (9, 1, 2)]
    try:
        for f in as_completed(fs, timeout=S(5)): print("cake", f.result(), ".")
    except TimeoutError: print("timeout")
