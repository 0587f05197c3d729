"""Two producers, one consumer, and a shelf with three places between them. The clock runs 100 times as fast."""
import queue
import threading
import time

PRODUCERS, ITEMS, PLACES = 2, 4, 3
MAKING, USING = 0.010, 0.020
shelf = queue.Queue(maxsize=PLACES)          # a lock and two conditions are inside


def produce(number):
    for item in range(1, ITEMS + 1):
        time.sleep(MAKING)
        shelf.put(f"{number}.{item}")        # waits while the shelf is full


def consume():
    for _ in range(PRODUCERS * ITEMS):
        shelf.get()                          # waits while it is empty
        time.sleep(USING)


began = time.monotonic()
threads = [threading.Thread(target=consume)]
threads += [threading.Thread(target=produce, args=(number,)) for number in range(1, PRODUCERS + 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"The last item is used up after {100 * (time.monotonic() - began):.0f} s.")
