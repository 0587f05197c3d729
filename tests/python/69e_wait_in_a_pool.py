from concurrent.futures import ThreadPoolExecutor, wait, FIRST_COMPLETED, FIRST_EXCEPTION
import time
from h import *
def f(n):
    time.sleep(S(n))
    if n==2: raise ValueError("two")
    return n
with ThreadPoolExecutor(3) as ex:
    fs=[ex.submit(f,n) for n in (1,2,3)]
    d,p=wait(fs, return_when=FIRST_COMPLETED); print(len(d), len(p), now())
    d,p=wait(fs, return_when=FIRST_EXCEPTION); print(len(d), len(p), now())
    d,p=wait(fs, timeout=S(5)); print(len(d), len(p), now())
    d,p=wait(fs, return_when=FIRST_COMPLETED); print(len(d), len(p), now())
    d,p=wait([], return_when=FIRST_COMPLETED); print(len(d), len(p), now())
    print(fs[1].exception() is not None)
