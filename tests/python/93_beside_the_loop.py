import asyncio, time
from h import *


def block(n): time.sleep(S(n)); print("slept", n); return n * 2
async def tick():
    for i in range(1, 4): await asyncio.sleep(S(2)); print("tick", i)


async def main():
    t = asyncio.create_task(tick())
    print("gives", await asyncio.to_thread(block, 3), now())
    await t
    print("end", now())

asyncio.run(main())
