import asyncio
async def g(q,n): x=await q.get(); print("g", n, x)
async def main():
    q=asyncio.Queue(); t=asyncio.create_task(g(q,1)); await asyncio.sleep(0)
    q.put_nowait("a"); print(q.qsize(), q.get_nowait()); await asyncio.sleep(0); await asyncio.sleep(0); print(t.done())
    q.put_nowait("b"); await t
asyncio.run(main())
