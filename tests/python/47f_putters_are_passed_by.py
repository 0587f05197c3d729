import asyncio
async def p(q,n): await q.put(n); print("put", n)
async def main():
    q=asyncio.Queue(1); ts=[asyncio.create_task(p(q,n)) for n in range(3)]
    await asyncio.sleep(0)
    print(q.get_nowait(), q.qsize()); q.put_nowait("mine"); print(q.qsize()); await asyncio.sleep(0); await asyncio.sleep(0)
    for i in range(3): print(await q.get())
asyncio.run(main())
