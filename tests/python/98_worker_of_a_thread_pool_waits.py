import queue, threading
from concurrent.futures import ThreadPoolExecutor
e = threading.Event()
with ThreadPoolExecutor(2) as ex:
    ws = [ex.submit(e.wait, .5) for _ in range(2)]; s = ex.submit(print, "setter runs")
    print("both workers wait:", not s.done())
