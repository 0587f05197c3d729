"""On an event loop who awaits lets the others go on; result() of a future that is not done is an error there."""
import asyncio
import time

READERS, FETCH, COPYING = 4, 0.4, 0.1
pages = 0


async def fetch(number):
    await asyncio.sleep(FETCH)
    return f"book {number}"


def copy_page(book):
    global pages
    began = time.monotonic()
    while time.monotonic() - began < COPYING:
        pass                                 # work: it keeps the loop
    pages += 1


async def reader(number):
    book = asyncio.create_task(fetch(number))
    copy_page(await book)                    # book.result() here: InvalidStateError, "Result is not set."


async def main():
    readers = [asyncio.create_task(reader(number)) for number in range(1, READERS + 1)]
    results = await asyncio.gather(*readers, return_exceptions=True)
    without = sum(isinstance(result, Exception) for result in results)
    print(f"{pages} readers have their page, and {without} have none")


asyncio.run(main())
