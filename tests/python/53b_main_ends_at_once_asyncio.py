import asyncio
async def child(): print("child starts"); await asyncio.sleep(0); print("never")
async def main(): asyncio.create_task(child()); print("main ends")
asyncio.run(main())
