import asyncio, time
from h import *


def job(n): time.sleep(S(n)); print("job", n); return n
async def co(n): await asyncio.sleep(S(n)); print("co", n); return n


async def main():
    print(*await asyncio.gather(asyncio.to_thread(job, 3), co(2), asyncio.to_thread(job, 1)), now())

asyncio.run(main())
