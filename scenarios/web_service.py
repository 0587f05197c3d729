"""A web service: requests that wait for a database and then compute, on one thread."""
import asyncio
import time


class knob:
    load = 80                                    # requests per second
    requests = 80
    cpu = 0.01
    answer = 0.04
    places = 0                                   # 0: no limit


async def query():
    await asyncio.sleep(knob.answer)             # a database that answers as late as this


def compute(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def handle():
    await query()
    compute(knob.cpu)                            # the page


async def request(comes):
    await asyncio.sleep(comes - time.monotonic())
    if places:
        async with places:
            await handle()
    else:
        await handle()
    responses.append(time.monotonic() - comes)


async def main():
    opened = time.monotonic()
    await asyncio.gather(*(request(opened + number / knob.load) for number in range(knob.requests)))
    print(f"{len(responses)} requests are answered")


responses = []
places = asyncio.Semaphore(knob.places) if knob.places else None
asyncio.run(main())
