import asyncio, time
from h import *


def job(n): time.sleep(S(n)); print("job ends", n, now())


async def main():
    f = asyncio.ensure_future(asyncio.to_thread(job, 4))
    await asyncio.sleep(S(1))
    print("cancels", f.cancel())
    try: await f
    except asyncio.CancelledError: print("cancelled", f.cancelled(), now())
    try: await asyncio.wait_for(asyncio.to_thread(job, 5), S(1))
    except asyncio.TimeoutError: print("timeout", now())
    print("main ends", now())

asyncio.run(main())
print("all", now())
