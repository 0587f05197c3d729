import asyncio; from h import *
async def slow():
    try: await asyncio.sleep(S(5))
    except asyncio.CancelledError: print("slow was cancelled at", now()); raise
async def stubborn():
    try: await asyncio.sleep(S(5))
    except asyncio.CancelledError: pass
    return "all the same"
async def quick(): await asyncio.sleep(S(1)); return "quick"
async def main():
    try: await asyncio.wait_for(slow(), S(1))
    except asyncio.TimeoutError: print("wait_for: TimeoutError at", now())
    print(await asyncio.wait_for(stubborn(), S(1)))
    print(await asyncio.wait_for(quick(), S(3)))
    try:
        async with asyncio.timeout(S(1)): await slow()
    except TimeoutError: print("timeout: TimeoutError at", now())
    try:
        async with asyncio.timeout(S(1)):
            async with asyncio.timeout(S(5)): await slow()
    except TimeoutError: print("outer: TimeoutError at", now())
    async with asyncio.timeout(S(5)): print("in time:", await quick())
asyncio.run(main())
