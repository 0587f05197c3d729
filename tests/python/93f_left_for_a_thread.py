import asyncio, time
from h import *


def job(n): time.sleep(S(n)); print("job", n, now())
async def co(n): await asyncio.sleep(S(n)); print("never")


async def main():
    fs = [asyncio.create_task(asyncio.to_thread(job, 2)), asyncio.create_task(co(9))]
    await asyncio.sleep(S(1))
    print("main ends", now())

asyncio.run(main())
