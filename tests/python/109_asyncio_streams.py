import asyncio
import socket


async def main():
    left, right = socket.socketpair()
    reader, own = await asyncio.open_connection(sock=left)
    other, writer = await asyncio.open_connection(sock=right)
    writer.write(b"first\nsecond\n123456")
    await writer.drain()
    writer.write_eof()
    print((await reader.readline()).decode().strip(), (await reader.readline()).decode().strip())
    print((await reader.readexactly(2)).decode())
    try:
        await reader.readexactly(5)
    except asyncio.IncompleteReadError as error:
        print(type(error).__name__, error.partial.decode(), error.expected)
    print(await reader.readline() == b"", await reader.read(10) == b"")
    try:
        await reader.readexactly(1)
    except asyncio.IncompleteReadError as error:
        print(error)
    writer.close()


asyncio.run(main())
