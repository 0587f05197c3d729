import asyncio
async def main():
    b = asyncio.Barrier(2)
    async def waits(name):
        try: print(name, "has index", await b.wait(), ".")
        except asyncio.BrokenBarrierError: print(name, "finds it broken")
    await asyncio.gather(waits("a"), waits("b"))
    t = asyncio.create_task(waits("c")); await asyncio.sleep(0); await b.abort(); await t; print(b.broken)
    await waits("d"); await b.reset(); print(b.broken)
asyncio.run(main())
