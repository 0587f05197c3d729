import asyncio


async def main():
    loop, n = asyncio.get_running_loop(), 3
    async def job(name, turns):
        for i in range(turns):
            print(name, i, n)
            await asyncio.sleep(0)
        return name
    first = asyncio.create_task(job("a", 2))
    first.add_done_callback(lambda t: print("called", t.result(), n))
    async def both():
        return await asyncio.gather(first, asyncio.create_task(job("b", 3)))
    print(*await asyncio.create_task(both()))
    queue = asyncio.Queue()
    async def worker():
        while (work := await queue.get()) is not None: print(work(n))
    w = asyncio.create_task(worker())
    for k in range(1, 4): queue.put_nowait(lambda x, k=k: x * k)
    queue.put_nowait(None)
    await w

asyncio.run(main())
