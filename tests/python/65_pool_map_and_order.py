from concurrent.futures import ThreadPoolExecutor; import time; from h import *
def f(n): print("start", n, "at", now(), flush=True); time.sleep(S(n)); return n
with ThreadPoolExecutor(2) as ex: print(*ex.map(f, [3, 1, 2, 1]), now())
