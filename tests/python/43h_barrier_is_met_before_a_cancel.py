from tell import *
async def w(b, n):
    try: print(n, "met", await b.wait())
    except BaseException as e: print(n, type(e).__name__); raise
async def main():
    b = asyncio.Barrier(2)
    a = spawn(w(b, "a")); await sleep(0); a.cancel(); c = spawn(w(b, "c")); await sleep(.1); print(a.cancelled(), c.done())
    if not c.done(): d = spawn(w(b, "d")); await sleep(.1); print(c.done(), d.done())
    b = asyncio.Barrier(2)
    a = spawn(w(b, "e")); c = spawn(w(b, "f")); await sleep(0); print(a.done(), c.done()); a.cancel(); await sleep(.1); print(a.cancelled(), c.done(), b.broken)
    b = asyncio.Barrier(2)
    a = spawn(w(b, "g")); await sleep(0); c = spawn(w(b, "h")); a.cancel(); await sleep(.1); print(a.cancelled(), c.done())
    b = asyncio.Barrier(3)
    a = spawn(w(b, "i")); c = spawn(w(b, "j")); await sleep(0); a.cancel(); d = spawn(w(b, "k")); e = spawn(w(b, "l")); f = spawn(w(b, "m")); await sleep(.1)
    print(a.cancelled(), c.done(), d.done(), e.done(), f.done(), b.n_waiting)
    for t in (e, f): t.cancel()
    await sleep(.1)
    b = asyncio.Barrier(3)
    a = spawn(w(b, "n")); c = spawn(w(b, "o")); await sleep(0); r = spawn(again(b)); await sleep(0); a.cancel(); await sleep(.1); print(a.cancelled(), c.done(), b.broken)
    r.cancel(); await sleep(.1)
async def again(b):
    await b.reset()
    try: await b.wait()
    except BaseException as e: print(type(e).__name__)
run(main)
