from h import *
import asyncio
async def killer(t): await asyncio.sleep(S(1)); t.cancel(); print("killer")
async def main():
    k=asyncio.create_task(killer(asyncio.current_task()))
    try: await asyncio.sleep(S(5))
    except asyncio.CancelledError: print("main cancelled", now())
    await asyncio.sleep(S(1)); print("goes on", now())
asyncio.run(main())
