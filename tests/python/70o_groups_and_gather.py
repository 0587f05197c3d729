from tell import *
async def bad(n, s): await sleep(s); raise ValueError(n)
async def slow(n, s):
    try: await sleep(s); print("slow", n); return n
    except CancelledError: print("cut", n, T()); raise
async def grouped(n):
    async with TaskGroup() as g: g.create_task(bad(n, .1)); g.create_task(slow(n, .3))
async def gathers(): await gather(bad("x", .2), slow("x", .4))
async def main():
    print([kind(e) for e in await gather(grouped("a"), grouped("b"), return_exceptions=True)], T())
    try: await gather(grouped("a"), slow("c", .3))
    except BaseException as e: print(kind(e), T())
    await sleep(.3)
    try:
        async with TaskGroup() as g: g.create_task(gathers()); g.create_task(slow("d", .5))
    except BaseException as e: print(kind(e), T())
    await sleep(.3); print(T())
run(main)
