import asyncio; from h import *
async def f(n):
    await asyncio.sleep(S(abs(n)))
    if n < 0: raise ValueError("failed")
    return n
def make(*ns): return [asyncio.create_task(f(n)) for n in ns]
async def main():
    for when in asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED:
        done, pending = await asyncio.wait(make(1, -2, 3), return_when=when)
        print(when.lower(), len(done), len(pending), now())
        if pending: await asyncio.wait(pending)
        for t in done | pending: t.exception()
    done, pending = await asyncio.wait(make(1, 2), return_when=asyncio.FIRST_EXCEPTION); print("none fails", len(done), len(pending))
asyncio.run(main())
