import asyncio; from h import *
async def child():
    print("child starts")
    try: await asyncio.sleep(S(20))
    finally: print("cleans up", now()); await asyncio.sleep(0); print("cleaned up")
async def main(): asyncio.create_task(child()); await asyncio.sleep(S(1)); print("main ends")
asyncio.run(main())
