"""Three threads keep a value, each reached after a random time: a write waits for W of them, a read for R."""
import queue
import random
import threading
import time

W, R, ROUNDS, JITTER = 2, 2, 50, 0.002


class Replica:
    def __init__(self):
        self.version, self.lock = 0, threading.Lock()

    def write(self, version, answers):
        with self.lock:
            self.version = max(self.version, version)
        answers.put(version)

    def read(self, answers):
        with self.lock:
            version = self.version
        answers.put(version)


def later(function, *arguments):
    """A message: it arrives after a while, and may be overtaken."""
    threading.Timer(random.random() * JITTER, function, arguments).start()


def main():
    replicas, stale = [Replica() for _ in range(3)], 0
    for version in range(1, ROUNDS + 1):
        confirmed, values = queue.Queue(), queue.Queue()
        for replica in replicas:
            later(replica.write, version, confirmed)
        for _ in range(W):
            confirmed.get()
        for replica in replicas:
            later(replica.read, values)
        stale += max(values.get() for _ in range(R)) < version
    print(f"W = {W}, R = {R}: {stale} of {ROUNDS} reads are old")
    time.sleep(2 * JITTER)           # for those who answered last


if __name__ == "__main__":
    main()
