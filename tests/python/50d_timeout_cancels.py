import asyncio, time; from h import *
async def inner(name, swallows):
    try: await asyncio.sleep(S(20))
    except asyncio.CancelledError:
        print(name, "is cancelled at", now())
        await asyncio.sleep(S(2))
        if not swallows: raise
    return name + " goes on"
async def case(name, swallows, wait):
    task = asyncio.create_task(inner(name, swallows))
    try:
        async with asyncio.timeout(S(2)): print(await wait(task))
    except TimeoutError: print("timeout at", now())
    print(name, task.done(), task.done() and task.cancelled())
    if not task.done(): task.cancel(); await asyncio.wait([task])
async def main():
    await case("await", False, lambda t: t)
    await case("swallow", True, lambda t: t)
    async def gathers(t): return (await asyncio.gather(t))[0]
    await case("gather", False, gathers)
    await case("shield", False, asyncio.shield)
asyncio.run(main())
