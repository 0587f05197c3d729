import asyncio; from h import *
async def nap(n):
    await asyncio.sleep(S(n))
    if n == 2: raise ValueError("two")
    return n
async def main():
    ts = [asyncio.create_task(nap(n)) for n in (3, 1, 2, 4)]
    d, p = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED); print(len(d), len(p), now())
    d, p = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION); print(len(d), len(p), now())
    d, p = await asyncio.wait(ts, timeout=S(1)); print(len(d), len(p), now())
    d, p = await asyncio.wait(ts, timeout=0); print(len(d), len(p), now())
    d, p = await asyncio.wait(ts); print(len(d), len(p), now())
    print([t.exception() is None for t in ts])
asyncio.run(main())
