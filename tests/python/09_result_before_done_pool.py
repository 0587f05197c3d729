from concurrent.futures import ThreadPoolExecutor; import time; from h import *
def f(): time.sleep(S(1)); return 7
def g(): time.sleep(S(1)); raise ValueError("no")
with ThreadPoolExecutor(2) as ex:
    t, u = ex.submit(f), ex.submit(g)
    print(t.done(), t.result(), t.exception(), t.done(), now())
    print(u.exception())
    try: u.result()
    except ValueError as e: print("raised", e)
