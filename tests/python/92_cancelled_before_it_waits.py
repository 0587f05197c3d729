import asyncio
from asyncio import CancelledError


async def child(name):
    print("starts", name)
    try:
        await asyncio.sleep(0.1)
        print("ends", name)
    except CancelledError:
        print("cut", name)
        raise


async def cancels_itself():
    asyncio.current_task().cancel()
    try:
        await asyncio.gather(child("a"), child("b"))
    except CancelledError:
        print("cancelled")


async def cancels_its_parent(parent, future):
    parent.cancel()
    try:
        await future
    except CancelledError:
        print("child cut", future.cancelled())
        raise


async def parent(future):
    try:
        await asyncio.gather(cancels_its_parent(asyncio.current_task(), future))
    except CancelledError:
        print("parent cut", future.cancelled())


async def awaits_in_time(name, future):
    try:
        async with asyncio.timeout(0.1):
            await future
    except TimeoutError:
        print(name, "timeout")


async def main():
    await asyncio.create_task(cancels_itself())
    loop = asyncio.get_running_loop()
    await asyncio.create_task(parent(loop.create_future()))
    future = loop.create_future()
    await asyncio.gather(awaits_in_time("c", future), awaits_in_time("d", future))


asyncio.run(main())
