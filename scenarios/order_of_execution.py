"""The order of execution: lines of one's own, and lines of a common book."""
import threading
import time
from concurrent.futures import ThreadPoolExecutor

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    shared = 50                                  # percent
    clerks = 4
    lines = 10
    line = 0.1


book = threading.Lock()
last_line = 0                                    # what stands in the last line of the book
shared_lines = knob.lines * knob.shared // 100


def compute(seconds):                            # under Python's global lock, one thread at a time
    end = time.thread_time() + seconds * SECOND
    while time.thread_time() < end:
        pass


def clerk(number):
    global last_line
    own = 0
    for line in range(1, knob.lines - shared_lines + 1):
        compute(knob.line)
        own += line * number                     # needs nobody, and nobody needs it
    for _ in range(shared_lines):
        with book:
            compute(knob.line)
            last_line = (2 * last_line + number) % 1000003
    return own


def main():
    with ThreadPoolExecutor(knob.clerks) as clerks:
        numbers = range(1, knob.clerks + 1)
        for number, own in zip(numbers, clerks.map(clerk, numbers)):
            print(f"clerk {number} has {own}")


main()
