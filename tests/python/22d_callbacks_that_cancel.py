from tell import *
async def slow(n, s):
    try: await sleep(s); print("slow", n, T()); return n
    except CancelledError: print("cut", n, T()); raise
async def main():
    a = spawn(slow("a", .1)); b = spawn(slow("b", .5)); c = spawn(slow("c", .5))
    a.add_done_callback(lambda f: print("cancel b", b.cancel()))
    b.add_done_callback(lambda f: print("b done", f.cancelled(), c.cancel()))
    c.add_done_callback(lambda f: print("c done", f.cancelled(), a.cancel(), a.result()))
    print([kind(e) if isinstance(e, BaseException) else e for e in await gather(a, b, c, return_exceptions=True)])
    f = asyncio.get_running_loop().create_future(); g = asyncio.get_running_loop().create_future()
    f.add_done_callback(lambda x: g.set_result(x.result() + 1)); g.add_done_callback(lambda x: print("g", x.result()))
    async def w(f): print("w", await f)
    ws = [spawn(w(f)), spawn(w(g))]; await sleep(0); f.set_result(1); print("set", g.done()); await gather(*ws)
    f = asyncio.get_running_loop().create_future(); f.add_done_callback(lambda x: print("f", x.cancelled()))
    t = spawn(w(f)); await sleep(0); print(t.cancel(), f.cancelled(), t.done()); await sleep(0); print(t.done()); await sleep(0); print(t.done(), t.cancelled())
    f = asyncio.get_running_loop().create_future(); t = spawn(w(f)); await sleep(0); print(f.cancel(), t.done())
    try: await t
    except CancelledError: print("cancelled", t.cancelled())
run(main)
