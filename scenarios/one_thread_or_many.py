"""One thread or many: clients that wait for a server, in a thread each or on one event loop."""
import asyncio
import threading
from urllib.request import urlopen


class knob:
    clients = 200
    by = "a thread each"                         # or "one loop"
    latency = 0.2


async def answer(reader, writer):                # the server
    await reader.readuntil(b"\r\n\r\n")
    await asyncio.sleep(knob.latency)
    writer.write(b"HTTP/1.0 200 OK\r\n\r\n" + bytes(100))
    await writer.drain()
    writer.close()


def client(number):
    with urlopen(f"http://127.0.0.1:{port}/answer{number}") as page:
        received.append(len(page.read()))


async def client_on_loop(number):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /answer{number} HTTP/1.0\r\n\r\n".encode())
    received.append(len((await reader.read()).partition(b"\r\n\r\n")[2]))
    writer.close()


def a_thread_each():
    clients = [threading.Thread(target=client, args=(number,)) for number in range(knob.clients)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()


async def one_loop():
    await asyncio.gather(*(client_on_loop(number) for number in range(knob.clients)))


async def main():
    global port
    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=10_000)
    port = server.sockets[0].getsockname()[1]
    await (asyncio.to_thread(a_thread_each) if knob.by == "a thread each" else one_loop())
    server.close()
    print(f"{len(received)} clients have their answers")


received = []
port = None
asyncio.run(main())
