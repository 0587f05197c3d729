import asyncio
async def a():
    for i in range(3): print("a", i); await asyncio.sleep(0)
async def b():
    for i in range(3): print("b", i); await asyncio.sleep(0)
async def main():
    x=asyncio.create_task(a()); y=asyncio.create_task(b()); print("m"); await asyncio.sleep(0); print("m2"); await asyncio.sleep(0); print("m3"); await asyncio.gather(x,y)
asyncio.run(main())
