"""Checked twice: the first guest heats the machine; looks are made without the key, and again with it."""
import threading
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    look = "checked twice"                       # or "no lock", or "under the lock"
    lamp = "on when hot"                         # or "on too early"
    guests = 3
    visits = 2
    apart = 0.5
    heat = 2


lamp, degrees = False, 20
heated = locked = cold = 0
key, counting = threading.Lock(), threading.Lock()


def heat_up():
    global lamp, degrees, heated
    if knob.lamp == "on too early":
        lamp = True
    time.sleep(knob.heat * SECOND)
    degrees = 90
    with counting:
        heated += 1
    if knob.lamp == "on when hot":
        lamp = True


def with_the_key():
    global locked
    with key:
        locked += 1
        if not lamp:                             # the second look, if there was a first
            heat_up()


def make_ready():
    if knob.look == "under the lock":
        with_the_key()
    elif not lamp:
        if knob.look == "checked twice":
            with_the_key()
        else:
            heat_up()


def guest():
    global cold
    for _ in range(knob.visits):
        make_ready()
        if degrees < 90:
            with counting:
                cold += 1
        time.sleep(SECOND)                       # drinks it


def main():
    guests = [threading.Timer(knob.apart * SECOND * number, guest) for number in range(knob.guests)]
    for thread in guests:
        thread.start()
    for thread in guests:
        thread.join()
    print(f"heatings: {heated}, keys taken: {locked}")


main()
