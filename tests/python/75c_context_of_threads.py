import threading, contextvars
from concurrent.futures import ThreadPoolExecutor
v = contextvars.ContextVar("v", default="none")
own = threading.local()
def job(n):
    print("job", n, "begins with", v.get(), getattr(own, "x", None)); v.set(n); own.x = n
v.set("main"); own.x = "main"
with ThreadPoolExecutor(1) as pool:
    for n in (1, 2): pool.submit(job, n).result()
print("main sees", v.get(), own.x)
