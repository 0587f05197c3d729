"""Five threads send each other signs of life; the greatest that is heard leads. Then the network is cut for a while."""
import queue
import threading
import time

MACHINES, BEAT, PATIENCE, BEATS = 5, 0.02, 0.05, 25
MAJORITY = False                     # to lead, hear of more than half


class Network:
    """Machines 0 to 2 and 3 to 4 hear nothing of each other while it is cut."""

    def __init__(self):
        self.inboxes, self.cut = [queue.Queue() for _ in range(MACHINES)], False

    def send(self, sender, to):
        if not self.cut or (sender < 3) == (to < 3):
            self.inboxes[to].put(sender)


def machine(me, network, leads):
    heard = [time.monotonic()] * MACHINES
    for beat in range(BEATS):
        due = time.monotonic() + BEAT
        while (left := due - time.monotonic()) > 0:
            try:
                heard[network.inboxes[me].get(timeout=left)] = time.monotonic()
            except queue.Empty:
                pass
        up = [other for other in range(MACHINES) if other == me or time.monotonic() - heard[other] <= PATIENCE]
        if max(up) == me and (not MAJORITY or 2 * len(up) > MACHINES):
            leads[beat].append(me)
        for other in range(MACHINES):
            network.send(me, other)


def main():
    network, leads = Network(), [[] for _ in range(BEATS)]
    machines = [threading.Thread(target=machine, args=(me, network, leads)) for me in range(MACHINES)]
    for thread in machines:
        thread.start()
    time.sleep(BEATS * BEAT / 4)
    network.cut = True
    time.sleep(BEATS * BEAT / 2)
    network.cut = False
    for thread in machines:
        thread.join()
    print("leaders at each beat:", *(len(beat) for beat in leads))


if __name__ == "__main__":
    main()
