from h import *
import asyncio
async def n(k):
    for _ in range(k): await asyncio.sleep(0)
async def fails(k):
    for _ in range(k): await asyncio.sleep(0)
    raise ValueError("v")
async def main():
    ts = [asyncio.create_task(n(k)) for k in (3, 1, 2)]
    d, p = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print(len(d), len(p))
    ts = [asyncio.create_task(c) for c in (n(3), fails(1), n(2))]
    d, p = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION)
    print(len(d), len(p))
    ts = [asyncio.create_task(n(k)) for k in (5, 1, 9)]
    d, p = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print(len(d), len(p))
    for t in p: await t
asyncio.run(main())
