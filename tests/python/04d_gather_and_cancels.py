from tell import *
async def slow(n, s, bad=False):
    try: await sleep(s)
    except CancelledError:
        print("cancelled", n, T())
        if bad: raise ValueError("bad " + n)
        raise
    return n
async def f(*a, **k):
    try: print(await gather(*a, **k))
    except BaseException as e: print("f", kind(e), T()); raise
async def main():
    t = spawn(f(slow("a", .5), slow("b", .3))); await sleep(.1); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled())
    t = spawn(f(slow("a", .5, True), slow("b", .3))); await sleep(.1); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled())
    t = spawn(f(slow("a", .5, True), slow("b", .3), return_exceptions=True)); await sleep(.1); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled())
    x = spawn(slow("x", .2)); y = spawn(slow("y", .2))
    t = spawn(f(x, y)); await sleep(.1); x.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled(), y.done())
    await sleep(.2); print(y.done(), y.result())
    x = spawn(slow("x", .2)); y = spawn(slow("y", .2))
    t = spawn(f(x, y, return_exceptions=False)); await sleep(.1); t.cancel(); x.cancel(); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled(), y.done())
run(main)
