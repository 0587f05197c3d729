from concurrent.futures import ThreadPoolExecutor, CancelledError; import time; from h import *
def f(how):
    if how == "failed": raise ValueError("x")
    time.sleep(S(1)); return 1
def ask(question):
    try: return question()
    except BaseException: return "raises"
with ThreadPoolExecutor(1) as ex:
    running = ex.submit(f, "returned"); waiting = ex.submit(f, "waiting"); time.sleep(S(.5))
    print("running", running.done(), running.cancelled(), running.cancel())
    print("waiting", waiting.cancel(), waiting.done(), waiting.cancelled(), waiting.cancel(), ask(waiting.result), ask(waiting.exception))
    print("returned", running.result(), running.cancel())
    failed = ex.submit(f, "failed"); print("failed", ask(failed.result), failed.cancel(), failed.cancelled())
