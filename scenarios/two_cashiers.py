"""Two queues of customers. The clock runs 1000 times as fast: a service of 60 s takes 60 ms."""
import threading
import time

CUSTOMERS, SERVICE = 4, 0.060


def queue(cashier, waits):
    for customer in range(CUSTOMERS):
        with cashier:                # one customer at a time; then the cashier may turn to the other queue
            waits.append(time.monotonic() - began)
            time.sleep(SERVICE)
        time.sleep(0)


def mean_wait(cashiers):
    global began
    waits = []
    began = time.monotonic()
    queues = [threading.Thread(target=queue, args=(cashiers[i % len(cashiers)], waits)) for i in range(2)]
    for each in queues:
        each.start()
    for each in queues:
        each.join()
    return 1000 * sum(waits) / len(waits)


one = threading.Lock()
print(f"One cashier: the mean wait is {mean_wait([one]):.0f} s.")
print(f"Two cashiers: the mean wait is {mean_wait([threading.Lock(), threading.Lock()]):.0f} s.")
