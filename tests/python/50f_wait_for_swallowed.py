from h import *
import asyncio
async def stub():
    try: await asyncio.sleep(S(5))
    except asyncio.CancelledError: print("no", now()); await asyncio.sleep(S(2))
    return "mine"
async def stub2():
    try: await asyncio.sleep(S(5))
    except asyncio.CancelledError: raise ValueError("other")
async def main():
    for c in stub(), stub2():
        try: print(await asyncio.wait_for(c, S(1)), now())
        except asyncio.TimeoutError: print("timeout", now())
        except ValueError as e: print("error", e)
    t=asyncio.create_task(asyncio.wait_for(stub(), S(9))); await asyncio.sleep(S(1)); t.cancel()
    try: print(await t, now())
    except asyncio.CancelledError: print("cancelled", now())
asyncio.run(main())
