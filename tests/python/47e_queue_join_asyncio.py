import asyncio; from h import *
async def worker(q):
    while True:
        x = await q.get(); await asyncio.sleep(S(1)); print("did", x, now()); q.task_done()
async def main():
    q = asyncio.Queue(2); w = [asyncio.create_task(worker(q)) for _ in range(2)]
    for x in range(5): await q.put(x); print("put", x, now())
    await q.join(); print("joined", now())
    for t in w: t.cancel()
    r = await asyncio.gather(*w, return_exceptions=True); print(len(r), all(t.cancelled() for t in w))
    try: q.task_done()
    except ValueError: print("too often")
asyncio.run(main())
