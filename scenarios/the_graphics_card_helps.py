"""The graphics card: four jobs, on a card that must be brought the numbers, or on cores."""
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


class knob:
    where = "on the card"                        # or "on the cores"
    jobs = 4
    size = 1000                                  # thousand numbers in a job, of 4 bytes each
    work = 1                                     # operations for each byte
    bandwidth = 4000                             # MB per second, there and back


class Card:
    """A graphics card by what it costs. With the package pyopencl it could be a real one."""
    latency = 20e-6
    speed = 400e9                                # operations per second

    def __init__(self):
        self.queue = threading.Lock()            # who asks while it is busy waits

    def run(self, count, rounds=1):
        size = 4 * count                         # bytes
        with self.queue:
            time.sleep(self.latency)             # launch
            time.sleep(size / (knob.bandwidth * 1e6))    # there
            time.sleep(size * rounds / self.speed)       # compute
            time.sleep(size / (knob.bandwidth * 1e6))    # back
        return sum_of(count, rounds)


card = Card()
numbers = knob.size * 1000
core = 4e9                                       # operations per second


def sum_of(count, rounds):                       # two steps in a round, four operations
    factor, summand = 1, 0                       # all steps together are one: x * factor + summand
    for _ in range(2 * rounds):
        factor = factor * 1664525 % 2**32
        summand = (summand * 1664525 + 1013904223) % 2**32
    return (factor * (count * (count - 1) // 2) + summand * count) % 2**32


def compute(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def job(number):
    if knob.where == "on the card":
        return card.run(numbers, knob.work)      # there, compute, back
    compute(4 * numbers * knob.work / core)
    return sum_of(numbers, knob.work)


def main():
    if knob.where == "on the card":
        card.run(1)                              # a real card compiles a kernel when it is first asked for
    on_card = knob.where == "on the card"
    with (ThreadPoolExecutor if on_card else ProcessPoolExecutor)(knob.jobs) as pool:
        sums = list(pool.map(job, range(1, knob.jobs + 1)))
    right = sums.count(sum_of(numbers, knob.work))
    print(f"{right} of {knob.jobs} results are right")


if __name__ == "__main__":
    main()
