"""A web service: requests that wait for another service and then compute, on one thread."""
import asyncio
import time


class knob:
    load = 80                                    # requests per second
    requests = 80
    cpu = 0.01
    answer = 0.04
    places = 0                                   # 0: no limit


async def get_price():
    await asyncio.sleep(knob.answer)             # another service that answers as late as this


def compute(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


async def handle():
    await get_price()
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
