import asyncio
import socket
from tell import *
from tell import Clock

here, there = socket.socketpair()
here.setblocking(False)


def keep(seconds):
    """Keeps the loop; what is asked for is answered at 1."""
    before = Clock.now
    block(seconds)
    if before < 1 <= Clock.now: there.send(b"x")


async def fetch(): await asyncio.get_running_loop().sock_recv(here, 1); print("answered")
async def tick(n): await sleep(n); print("tick", n)


async def other():
    for i in range(1, 6): print("other", i); keep(0.6); await sleep(0)


async def main():
    await asyncio.gather(spawn(tick(0.8)), spawn(fetch()), spawn(tick(1)), spawn(other()), spawn(tick(2.2)))

run(main)
