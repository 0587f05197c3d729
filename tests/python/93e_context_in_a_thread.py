import asyncio
from contextvars import ContextVar

guest = ContextVar("guest", default="nobody")


def look(): print("sees", guest.get()); guest.set("thread"); return guest.get()


async def main():
    print(await asyncio.to_thread(look))
    guest.set("ada")
    print(await asyncio.to_thread(look))
    print("still", guest.get())

asyncio.run(main())
