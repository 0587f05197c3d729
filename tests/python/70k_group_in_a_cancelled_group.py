from tell import *
async def slow(n, s):
    try: await sleep(9)
    except CancelledError:
        print("cleans", n, T()); await sleep(s); print("cleaned", n, T()); raise
async def f():
    async with TaskGroup() as g:
        g.create_task(slow("outer", .1))
        async with TaskGroup() as h:
            h.create_task(slow("inner", .3))
        print("not here")
async def main():
    t = spawn(f()); await sleep(.1); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled(), T())
    t = spawn(f()); await sleep(.1); t.cancel(); await sleep(.1); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled(), T())
run(main)
