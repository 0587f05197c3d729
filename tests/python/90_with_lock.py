import asyncio


async def add(lock, log, name):
    async with lock:
        log.append(name)
        await asyncio.sleep(0.1)
        if name == "b":
            raise ValueError("b fails")
        log.append(name)


async def main():
    lock, log = asyncio.Lock(), []
    tasks = [asyncio.create_task(add(lock, log, name)) for name in "abc"]
    await asyncio.sleep(0.05)
    tasks[0].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    print(results[1] is not None, results[2], lock.locked())
    print("".join(log))


asyncio.run(main())
