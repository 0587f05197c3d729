"""A killed worker breaks the executor: all that it runs, and all that waits, fails."""
import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

PHOTOS, BAD = 6, 3


def shrink(number):
    time.sleep(0.25)                         # reads it
    if number == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.25)                         # writes the small one
    return "small"


def another():
    return "done"


def main():
    with ProcessPoolExecutor(2) as pool:
        photos = [pool.submit(shrink, number) for number in range(1, PHOTOS + 1)]
        for number, photo in enumerate(photos, 1):
            try:
                print(f"photo {number} is {photo.result()}")
            except BrokenProcessPool:
                print(f"photo {number} has failed")
        try:
            print(f"another job is {pool.submit(another).result()}")
        except BrokenProcessPool:
            print("another job is refused")


if __name__ == "__main__":
    main()
