import asyncio
async def other(): print("other")
async def main():
    e = asyncio.Event(); e.set(); t = asyncio.create_task(other())
    await e.wait(); print("waited"); l = asyncio.Lock(); await l.acquire(); print("locked"); await t
asyncio.run(main())
