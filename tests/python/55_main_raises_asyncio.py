import asyncio
async def child():
    print("child starts"); await asyncio.sleep(.2); print("never")
async def main(): asyncio.create_task(child()); await asyncio.sleep(0); raise ValueError("main")
asyncio.run(main())
