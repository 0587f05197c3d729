from tell import *
async def slow(n, s=.2, result=None):
    try: await sleep(9)
    except CancelledError:
        try: await sleep(s)
        except CancelledError: print("cut", n, T()); raise
        print("cleaned", n, T())
        if result == "bad": raise ValueError("bad")
        if result: return result
        raise
async def f(n, s, result=None):
    try: print("got", await wait_for(slow(n, .2, result), s), T())
    except BaseException as e: print("f", kind(e), T()); raise
async def g(n, a, b):
    try:
        async with timeout(a): print("got", await wait_for(slow(n), b), T())
    except BaseException as e: print("g", kind(e), T())
async def main():
    for result in (None, "bad", 7):
        t = spawn(f("a", .1, result))
        try: await t
        except BaseException as e: print(kind(e))
        t = spawn(f("b", .5, result)); await sleep(.1); t.cancel()
        try: await t
        except BaseException as e: print(kind(e), t.cancelled())
        t = spawn(f("c", .1, result)); await sleep(.2); t.cancel()
        try: await t
        except BaseException as e: print(kind(e), t.cancelled())
    await g("x", .1, .2); await g("y", .2, .1); await g("z", .1, .15)
run(main)
