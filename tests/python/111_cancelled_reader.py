import asyncio
import socket


async def reads(reader):
    return (await reader.readexactly(4)).decode()


async def main():
    left, right = socket.socketpair()
    reader, own = await asyncio.open_connection(sock=left)
    other, writer = await asyncio.open_connection(sock=right)
    try:
        await asyncio.wait_for(reader.readline(), 0.02)
    except TimeoutError:
        print("timeout")
    task = asyncio.create_task(reads(reader))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    print(task.cancelled())
    writer.write(b"kept")
    print(await reads(reader))
    writer.close()


asyncio.run(main())
