import asyncio
async def f(): print("never")
async def main(): f(); print("main ends")
asyncio.run(main())
