import asyncio
async def f(n, c):
    async with c: await c.wait(); print(n)
async def main():
    c = asyncio.Condition()
    ts = [asyncio.create_task(f(n, c)) for n in range(1, 6)]; await asyncio.sleep(0)
    async with c: c.notify(2)
    await asyncio.sleep(.01); print("--")
    async with c: c.notify_all()
    await asyncio.gather(*ts)
asyncio.run(main())
