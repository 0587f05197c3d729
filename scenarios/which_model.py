"""Which model: the same job on a thread each, on one event loop, in a pool of threads, and one after another."""
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    model = "threads"                            # or "thread_pool", or "event_loop", or "sequential"
    tasks = 8
    computes = 0.2
    waits = 1.8
    rounds = 2


def compute(seconds):                            # under Python's global lock, one thread at a time
    end = time.thread_time() + seconds * SECOND
    while time.thread_time() < end:
        pass


def job(number):
    for _ in range(knob.rounds):
        compute(knob.computes / knob.rounds)
        time.sleep(knob.waits / knob.rounds * SECOND)


async def async_job(number):
    for _ in range(knob.rounds):
        compute(knob.computes / knob.rounds)
        await asyncio.sleep(knob.waits / knob.rounds * SECOND)


async def on_an_event_loop():
    await asyncio.gather(*(async_job(number) for number in range(knob.tasks)))


def in_a_pool(workers):
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(job, range(knob.tasks)))


def main():
    if knob.model == "event_loop":
        asyncio.run(on_an_event_loop())
    else:
        in_a_pool({"threads": knob.tasks, "thread_pool": 4, "sequential": 1}[knob.model])
    print(f"{knob.tasks} tasks are done")


main()
