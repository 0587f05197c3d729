from h import *
import asyncio
async def f(n): await asyncio.sleep(S(n)); return n
async def bad(n): await asyncio.sleep(S(n)); raise ValueError(n)
async def main():
    ts=[asyncio.create_task(x) for x in (f(1), bad(2), f(3))]
    d,p=await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION); print(len(d), len(p), now())
    await asyncio.wait(ts)
    d,p=await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED); print(len(d), len(p), now())
    d,p=await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION); print(len(d), len(p), now())
    t=asyncio.create_task(f(5)); d,p=await asyncio.wait([t], timeout=S(1)); print(len(d), len(p), t.cancelled(), now())
    ts=[t, asyncio.create_task(f(1))]; d,p=await asyncio.wait(ts, timeout=0); print(len(d), len(p), now())
    t.cancel(); d,p=await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION); print(len(d), len(p), now())
    for x in ts: x.cancel()
    try: await asyncio.wait([])
    except ValueError as e: print("refused")
asyncio.run(main())
