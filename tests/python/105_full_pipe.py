import os
import threading
import time

reading, writing = os.pipe()


def child():
    count = os.write(writing, b"x" * 100_000)
    print("all", count, "bytes are in", flush=True)
    os.close(writing)


thread = threading.Thread(target=child)
thread.start()
time.sleep(0.05)
print("it still writes:", thread.is_alive(), flush=True)
first = os.read(reading, 65_536)
thread.join()
print(len(first), first == b"x" * len(first))
rest = 0
while piece := os.read(reading, 10_000):
    rest += len(piece)
print(rest)
