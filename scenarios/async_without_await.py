"""One await after another: three pages, one by one, or all asked for first."""
import asyncio
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    asks = "one by one"                          # or "all first"
    pages = 3
    answer = 1
    fetch = "waits"                              # or "computes"


def compute(seconds):
    end = time.thread_time() + seconds * SECOND
    while time.thread_time() < end:
        pass


async def fetch(page):
    if knob.fetch == "waits":
        await asyncio.sleep(knob.answer * SECOND)
    else:
        compute(knob.answer)
    return f"page {page}"


async def main():
    if knob.asks == "one by one":
        for page in range(1, knob.pages + 1):
            print(await asyncio.create_task(fetch(page)))  # meanwhile nobody asks for the next page
    else:
        asked = [asyncio.create_task(fetch(page)) for page in range(1, knob.pages + 1)]
        for text in await asyncio.gather(*asked):
            print(text)


asyncio.run(main())
