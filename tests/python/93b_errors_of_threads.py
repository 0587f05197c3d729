import asyncio
from h import *


def bad(): raise ValueError("no")
def good(): return "yes"


async def main():
    try: await asyncio.to_thread(bad)
    except ValueError as e: print("caught", e)
    print(*await asyncio.gather(asyncio.to_thread(bad), asyncio.to_thread(good), return_exceptions=True))
    print(await asyncio.to_thread(good))

asyncio.run(main())
