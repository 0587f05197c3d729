import asyncio
async def main():
    q=asyncio.Queue(1)
    async def z():
        for i in range(9): print("z",i); await asyncio.sleep(0)
    async def w(): print("got", await q.get())
    async def g():
        for i in range(3): await asyncio.sleep(0)
        await q.put(0); print("sent"); await asyncio.sleep(0); await asyncio.sleep(0)
    await asyncio.gather(w(),g(),z())
asyncio.run(main())
