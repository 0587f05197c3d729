from concurrent.futures import ThreadPoolExecutor; import time
def f(): time.sleep(.1); return 1
def bad(t): raise ValueError("in callback")
with ThreadPoolExecutor(1) as ex:
    t = ex.submit(f); t.add_done_callback(bad); t.add_done_callback(lambda t: print("second callback")); time.sleep(.2)
    t.add_done_callback(bad); print("registering an erring one raises nothing")
print("main ends")
