from h import *
import asyncio
async def f(n): await asyncio.sleep(0); return n
async def w(e,n): await e.wait(); return n
async def main():
    ts=[asyncio.create_task(f(n)) for n in range(3)]
    d,p=await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED); print(len(d), len(p), all(t.done() for t in p))
    e=asyncio.Event(); ts=[asyncio.create_task(w(e,n)) for n in range(3)]; await asyncio.sleep(0)
    e.set(); d,p=await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED); print(len(d), len(p))
    pend=set(asyncio.create_task(asyncio.sleep(S(n), n)) for n in (1,1,2)); rounds=0
    while pend: d,pend=await asyncio.wait(pend, return_when=asyncio.FIRST_COMPLETED); rounds+=1; print(len(d), len(pend), now())
    print(rounds)
asyncio.run(main())
