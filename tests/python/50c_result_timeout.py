from concurrent.futures import ThreadPoolExecutor, TimeoutError; from h import *
def slow(): time.sleep(S(3)); return "late"
with ThreadPoolExecutor(1) as ex:
    f = ex.submit(slow)
    try: f.result(timeout=S(1))
    except TimeoutError: print("TimeoutError at", now(), "done:", f.done())
    print(f.result(timeout=S(9)), "at", now())
