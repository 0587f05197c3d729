import asyncio
import socket


async def reads(name, reader):
    while line := await reader.readline():
        print(name, line.decode().strip())
    print(name, "ends")


async def main():
    left, right = socket.socketpair()
    reader, own = await asyncio.open_connection(sock=left)
    other, writer = await asyncio.open_connection(sock=right)
    task = asyncio.create_task(reads("a", reader))
    await asyncio.sleep(0.02)
    print("main writes half a line")
    writer.write(b"one\ntw")
    await asyncio.sleep(0.02)
    print("main writes the rest")
    writer.write(b"o\nthree")
    await asyncio.sleep(0.02)
    writer.close()
    await task


asyncio.run(main())
