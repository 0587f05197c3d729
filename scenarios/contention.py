"""Contention: eight cooks and one salt cellar."""
import threading
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    salting = "each time"                        # or "once, at the end"
    cellars = 1
    cooks = 8
    rounds = 10
    stir = 0.1
    salt = 0.05


cellar = [threading.Lock() for _ in range(knob.cellars)]
counting = threading.Lock()
salted = 0                                       # pinches of salt


def salt(mine, pinches):
    global salted
    with mine:
        time.sleep(knob.salt * SECOND)
        with counting:
            salted += pinches


def cook(number):
    mine = cellar[number % knob.cellars]
    for _ in range(knob.rounds):
        time.sleep(knob.stir * SECOND)
        if knob.salting == "each time":
            salt(mine, 1)
    if knob.salting != "each time":
        salt(mine, knob.rounds)


def main():
    cooks = [threading.Thread(target=cook, args=(number,)) for number in range(knob.cooks)]
    for thread in cooks:
        thread.start()
    for thread in cooks:
        thread.join()
    print(salted, "pinches of salt")


main()
