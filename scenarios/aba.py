"""A, B, A: a pile of trays whose top is compared and exchanged, and a guest that looks away in between."""
import threading
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    pile = "compared"                            # or "stamped"
    pause = 3


class Cell:
    """Python has no compare and exchange of its own: here a lock makes it one step."""

    def __init__(self, value):
        self.value, self.step = value, threading.Lock()

    def compare_exchange(self, expected, value):
        with self.step:
            if self.value != expected:
                return False
            self.value = value
            return True


top = Cell(1)                                    # the tray on top; when stamped, plus 10 for each change
below = {1: 2, 2: 3, 3: 0}                       # the tray below tray n; 0: none
has = {}


def change(seen, to):                            # the top, if it is still what was seen
    if knob.pile == "stamped":
        to += seen - seen % 10 + 10
    return top.compare_exchange(seen, to)


def take(pause):
    while True:
        seen = top.value
        tray = seen % 10
        if tray == 0:
            return tray
        next_tray = below[tray]
        time.sleep(pause * SECOND)               # what was seen may be true no longer
        if change(seen, next_tray):
            return tray


def put_back(tray):
    while True:
        seen = top.value
        below[tray] = seen % 10
        if change(seen, tray):
            return


def slow_guest():
    has["slow"] = take(knob.pause)


def quick_guest():
    first = take(0)
    has["quick"] = take(0)
    put_back(first)


def main():
    slow, quick = threading.Thread(target=slow_guest), threading.Timer(SECOND, quick_guest)
    for guest in (slow, quick):
        guest.start()
    for guest in (slow, quick):
        guest.join()
    next_one = take(0)
    print(f"the slow guest has tray {has['slow']}, the quick one {has['quick']}, the next one {next_one}")


main()
