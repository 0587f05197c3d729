import asyncio
async def w(l,n):
    for i in range(2):
        async with l: print(n, i); await asyncio.sleep(0)
async def z():
    for i in range(6): print("z", i); await asyncio.sleep(0)
async def main(): l=asyncio.Lock(); await asyncio.gather(w(l,"a"), w(l,"b"), z())
asyncio.run(main())
