import asyncio


async def main():
    start = asyncio.get_running_loop().time()
    naps = [asyncio.create_task(asyncio.sleep(n)) for n in (0.2, 0.1)]
    await asyncio.gather(*naps)
    try:
        await asyncio.wait_for(asyncio.sleep(0.5), 0.1)
    except asyncio.TimeoutError:
        print("timeout")
    print(round(10 * (asyncio.get_running_loop().time() - start)))


asyncio.run(main())
