import asyncio; from h import *
async def stubborn(n):
    try: await asyncio.sleep(S(5))
    except asyncio.CancelledError: print("no", n)
    return n
async def gathers(**how):
    try: return await asyncio.gather(stubborn(1), stubborn(2), **how)
    except asyncio.CancelledError: print("cancelled all the same", now()); raise
async def limits():
    try:
        async with asyncio.timeout(S(2)): print(await asyncio.gather(stubborn(3)))
    except TimeoutError: print("timeout", now())
async def other(): print("other 1"); await asyncio.sleep(0); print("other 2"); await asyncio.sleep(0); print("other 3")
async def main():
    for how in ({}, {"return_exceptions": True}):
        t = asyncio.create_task(gathers(**how)); await asyncio.sleep(S(1)); t.cancel()
        await asyncio.wait([t]); print(t.cancelled())
    await limits()
    f = asyncio.get_running_loop().create_future(); f.set_result(1)
    o = asyncio.create_task(other()); print(await asyncio.gather(f)); print("main goes on"); await o
    o = asyncio.create_task(other()); await asyncio.wait([f]); print("main goes on"); await o
asyncio.run(main())
