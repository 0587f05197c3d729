from concurrent.futures import ThreadPoolExecutor; import time; from h import *
def f(n): time.sleep(S(1)); print("task", n, "ends", now()); return n
def called(t): time.sleep(S(1)); print("called back for", t.result(), now())
with ThreadPoolExecutor(1) as ex:
    a = ex.submit(f, 1); a.add_done_callback(called); a.add_done_callback(called)
    b = ex.submit(f, 2)
    print("main has", a.result(), now()); b.result()
