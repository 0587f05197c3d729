"""The same four calculations on threads, which take turns under the global lock, and on processes, which do not."""
import concurrent.futures
import math
import time

TASKS, SIZE = 4, 20_000


def factorial(size):
    return math.factorial(size).bit_length()


def seconds(make_pool):
    with make_pool(TASKS) as pool:
        list(pool.map(len, [""] * TASKS))    # the workers have begun
        began = time.monotonic()
        results = list(pool.map(factorial, [SIZE] * TASKS))
        assert len(set(results)) == 1
        return time.monotonic() - began


if __name__ == "__main__":
    print(f"threads:   {seconds(concurrent.futures.ThreadPoolExecutor):.2f} s")
    print(f"processes: {seconds(concurrent.futures.ProcessPoolExecutor):.2f} s")
