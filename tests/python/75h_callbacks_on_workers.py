import threading
import time
from concurrent.futures import ThreadPoolExecutor

own = threading.local()
own.who = "main"


def w(n):
    own.who = f"worker, after {n}"
    time.sleep(0.2)


def told(name):
    return lambda f: print(name, "in", own.who)


with ThreadPoolExecutor(1) as ex:
    a = ex.submit(w, 1)
    a.add_done_callback(told("a1"))
    a.add_done_callback(told("a2"))
    b = ex.submit(w, 2)
    b.add_done_callback(told("b"))
    time.sleep(0.1)
    print(b.cancel(), a.cancel())
    a.result()
    time.sleep(0.1)
    a.add_done_callback(told("a3"))
    ex.submit(w, 3).result()
