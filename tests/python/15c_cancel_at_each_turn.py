from tell import *
async def main():
    log = []
    async def lockers(k):
        l = asyncio.Lock()
        async def p(n):
            async with l: log.append(n); await sleep(0)
        ts = [spawn(p(i)) for i in range(3)]
        for i in range(k): await sleep(0)
        ts[1].cancel()
        await gather(*ts, return_exceptions=True); print("lock", k, *log, l.locked()); log.clear()
    async def sems(k):
        s = asyncio.Semaphore(1)
        async def p(n):
            async with s: log.append(n); await sleep(0)
        ts = [spawn(p(i)) for i in range(3)]
        for i in range(k): await sleep(0)
        ts[1].cancel()
        await gather(*ts, return_exceptions=True); print("sem", k, *log, s.locked()); log.clear()
    async def queues(k):
        q = asyncio.Queue(1)
        async def p(n): log.append((n, await q.get())[1])
        async def w():
            for i in range(2): await q.put(i)
        ts = [spawn(p(i)) for i in range(3)] + [spawn(w())]
        for i in range(k): await sleep(0)
        ts[0].cancel()
        for i in range(9): await sleep(0)
        print("queue", k, *log, *[t.done() for t in ts]); log.clear()
        for t in ts: t.cancel()
    async def barriers(k):
        b = asyncio.Barrier(2)
        async def p(n): log.append(await b.wait())
        ts = [spawn(p(i)) for i in range(3)]
        for i in range(k): await sleep(0)
        ts[0].cancel()
        for i in range(9): await sleep(0)
        print("barrier", k, *log, *[t.done() for t in ts]); log.clear()
        for t in ts: t.cancel()
    for k in range(7): await lockers(k)
    for k in range(7): await sems(k)
    for k in range(7): await queues(k)
    for k in range(7): await barriers(k)
run(main)
