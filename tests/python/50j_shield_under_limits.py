from tell import *
async def slow(n, s):
    try: await sleep(s); print("slow", n, T()); return n
    except CancelledError: print("cut", n, T()); raise
async def shielded(n, t):
    try: await shield(t); print("got", n, T())
    except CancelledError: print("shielded cut", n, T()); raise
async def bad(s): await sleep(s); raise ValueError("bad")
async def grouped(t):
    async with TaskGroup() as g: g.create_task(shielded("a", t)); g.create_task(bad(.1))
async def main():
    t = spawn(slow("a", .3))
    try: await spawn(grouped(t))
    except BaseException as e: print(kind(e), t.done(), T())
    await t
    t = spawn(slow("b", .3))
    try:
        async with timeout(.1): await shield(t)
    except BaseException as e: print(kind(e), t.done(), T())
    print(await t)
    t = spawn(slow("c", .3))
    try: await wait_for(shield(t), .1)
    except BaseException as e: print(kind(e), t.done(), T())
    print(await t)
    t = spawn(slow("d", .3)); u = spawn(shielded("d", t)); await sleep(.1); t.cancel()
    try: await u
    except BaseException as e: print(kind(e), u.cancelled(), t.cancelled())
run(main)
