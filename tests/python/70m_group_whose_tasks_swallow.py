from tell import *
async def stubborn(n):
    try: await sleep(.3)
    except CancelledError: print("swallowed", n, T())
    await sleep(.2); print("ends", n, T()); return n
async def bad(s): await sleep(s); raise ValueError("bad")
async def main():
    try:
        async with TaskGroup() as g:
            t = g.create_task(stubborn("a")); g.create_task(bad(.1))
            try: await sleep(.2)
            except CancelledError: print("body cancelled", T())
            await sleep(.1); print("body ends", T())
    except BaseException as e: print(kind(e), t.result(), t.cancelled(), T())
    async def f():
        try:
            async with TaskGroup() as g:
                g.create_task(stubborn("b"))
                try: await sleep(9)
                except CancelledError: print("body swallows", T())
            print("group left", T())
            await sleep(.1); print("f ends")
        except BaseException as e: print("f", kind(e), T()); raise
    t = spawn(f()); await sleep(.1); t.cancel()
    try: await t; print("fine", t.cancelled())
    except BaseException as e: print(kind(e), t.cancelled())
run(main)
