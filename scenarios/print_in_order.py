"""Three threads, started backwards, speak in order: each waits for its event."""
import threading
import time

ORDINALS = ["first", "second", "third"]
turn = [threading.Event() for _ in ORDINALS]


def say(place):
    turn[place].wait()
    turn[place].clear()
    time.sleep(0.01)                 # however long it takes
    print(ORDINALS[place])
    turn[(place + 1) % 3].set()


turn[0].set()
threads = [threading.Thread(target=say, args=(place,)) for place in (2, 1, 0)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
