import asyncio
async def child():
    print("child starts"); await asyncio.sleep(0.2); print("child ends")
async def main(): t = asyncio.create_task(child()); await asyncio.sleep(0.05); print("main ends")
asyncio.run(main())
