"""The meeting point: hikers wait at each hut until all are there. The same as meeting_point.lua."""
import threading
import time

BUILT = "one gate"  # or "two gates", "barrier"
HIKERS, HUTS = 2, 2
SECOND = 0.05
REST = 3 * SECOND

came = 0  # arrivals at huts, of all hikers
there = 0
door, gate, second = threading.Lock(), threading.Event(), threading.Event()
hut = threading.Barrier(HIKERS)


def count(change, full, opens=None, closes=None):  # whoever makes the count full turns the gates
    global there
    with door:
        there += change
        if there == full:
            if closes:
                closes.clear()
            if opens:
                opens.set()


def rest(me):
    if me == HIKERS:
        time.sleep(REST)


def meet(me):
    if BUILT == "barrier":
        hut.wait()
        rest(me)
    elif BUILT == "one gate":
        count(1, HIKERS, gate)
        gate.wait()
        rest(me)
        count(-1, 0, None, gate)
    else:
        count(1, HIKERS, gate, second)
        gate.wait()
        rest(me)
        count(-1, 0, second, gate)
        second.wait()


def hiker(me):
    global came
    for number in range(1, HUTS + 1):
        time.sleep(me * SECOND)  # the way to the hut
        with door:
            came += 1
        meet(me)
        print(f"hiker {me} continues from hut {number}")


def main():
    hikers = [threading.Thread(target=hiker, args=(number,), daemon=True) for number in range(1, HIKERS + 1)]
    for thread in hikers:
        thread.start()
    for thread in hikers:
        thread.join(timeout=8 * SECOND)  # who waits for ever would keep main for ever, too
    if not any(thread.is_alive() for thread in hikers):
        print("all are home")


if __name__ == "__main__":
    main()
