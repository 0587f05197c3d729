from tell import *
async def c(e, n=1):
    try: await sleep(9)
    except CancelledError:
        try: await sleep(n)
        except CancelledError: print("again", e)
        raise ValueError(e)
async def k():
    try: await sleep(9)
    except CancelledError:
        try: await sleep(2)
        except CancelledError: print("cut")
        else: print("cleaned", T())
        raise
async def main():
    try:
        async with TaskGroup() as g:
            g.create_task(c("c")); g.create_task(k()); g.create_task(c("d", 3))
            await sleep(0.5)
            raise KeyError("body")
    except BaseExceptionGroup as e: print(kind(e), T())
    async def f():
        async with TaskGroup() as g:
            g.create_task(c("c")); g.create_task(k())
            await sleep(9)
    t = spawn(f()); await sleep(.5); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled(), T())
run(main)
