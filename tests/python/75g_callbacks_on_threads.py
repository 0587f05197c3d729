import contextvars
import threading
from concurrent.futures import Future

who = threading.local()
who.name = "main"
v = contextvars.ContextVar("v", default="default")
v.set("main's")


def cb(f):
    print("cb sees", getattr(who, "name", None), v.get())


def setter(f):
    who.name = "setter"
    v.set("setter's")
    f.set_result(2)


f = Future()
f.add_done_callback(cb)
f.set_result(1)
f.add_done_callback(cb)
f = Future()
f.add_done_callback(cb)
t = threading.Thread(target=setter, args=(f,))
t.start()
t.join()
f = Future()
f.add_done_callback(cb)
f.cancel()
