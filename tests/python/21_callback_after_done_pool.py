from concurrent.futures import ThreadPoolExecutor; import time
with ThreadPoolExecutor(2) as ex:
    t = ex.submit(lambda: 1); t.result(); time.sleep(.05)
    def cb(t): time.sleep(.1); print("callback")
    t.add_done_callback(cb)
    print("registered")
