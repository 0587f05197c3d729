"""The blocking call: a clock ticks on an event loop while a report waits for its answer."""
import asyncio
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    report = "blocks"                            # or "awaits", "computes", "computes in pieces", "in a thread"
    takes = 3
    ticks = 5


def now():
    return time.monotonic() / SECOND


def compute(seconds):
    end = time.thread_time() + seconds * SECOND
    while time.thread_time() < end:
        pass


async def clock():
    for tick in range(1, knob.ticks + 1):
        due = now() + 1
        await asyncio.sleep(1 * SECOND)
        late = now() - due
        print(f"tick {tick}" + (" comes late" if late > 1 else ""))


async def report():
    if knob.report == "blocks":
        time.sleep(knob.takes * SECOND)          # keeps the thread, and so the loop
    elif knob.report == "awaits":
        await asyncio.sleep(knob.takes * SECOND)  # gives way
    elif knob.report == "computes":
        compute(knob.takes)
    elif knob.report == "in a thread":
        await asyncio.to_thread(time.sleep, knob.takes * SECOND)
    else:
        for piece in range(30):
            compute(knob.takes / 30)
            await asyncio.sleep(0)               # gives way after each piece
    print("the report is there")


async def main():
    wall = asyncio.create_task(clock())
    await asyncio.sleep(1.5 * SECOND)
    print("a report, please")
    await asyncio.gather(wall, asyncio.create_task(report()))


asyncio.run(main())
