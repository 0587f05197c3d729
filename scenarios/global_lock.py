"""A reader of small answers beside two calculations. All three are threads, and one lock lets one of them run."""
import threading
import time

HOGS, SIZE, REQUESTS, NETWORK = 2, 400_000, 20, 0.010
late = []


def hog():
    for step in range(SIZE):                 # keeps the lock until somebody asks for it, 5 ms at least
        step * step


def reader():
    for request in range(REQUESTS):
        due = time.monotonic() + NETWORK
        time.sleep(NETWORK)                  # without the lock
        late.append(time.monotonic() - due)  # with the lock again


def mean_lateness(hogs):
    late.clear()
    threads = [threading.Thread(target=reader)]
    threads += [threading.Thread(target=hog) for _ in range(hogs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 1000 * sum(late) / len(late)


print(f"alone:         an answer is {mean_lateness(0):.1f} ms late")
print(f"beside 2 hogs: an answer is {mean_lateness(HOGS):.1f} ms late")
