import asyncio, time
from concurrent.futures import ThreadPoolExecutor
from h import *


def job(n): time.sleep(S(2)); print("job", n, now())


async def main():
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    fs = [asyncio.create_task(asyncio.to_thread(job, n)) for n in (1, 2, 3)]
    await asyncio.sleep(S(1))
    print("cancels", fs[1].cancel())
    print(*[type(x).__name__ for x in await asyncio.gather(*fs, return_exceptions=True)])

asyncio.run(main())
