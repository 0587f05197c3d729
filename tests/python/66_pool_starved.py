from concurrent.futures import ThreadPoolExecutor; import os
ex = ThreadPoolExecutor(1)
def inner(): return 1
def outer(): return ex.submit(inner).result()
f = ex.submit(outer)
try: print(f.result(1))
except TimeoutError: os._exit(0)      # it hangs for ever
