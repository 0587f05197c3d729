"""Three bakers: each needs two ingredients, and takes both at once, or one by one."""
import threading
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    takes = "both at once"                       # or "one by one"
    rounds = 3
    bakes = 1


# Ingredients are 1, flour; 2, butter; 3, eggs. Baker n has plenty of ingredient n.
cake = threading.Semaphore(0)
ingredient = {number: threading.Semaphore(0) for number in (1, 2, 3)}
on_table, changed = set(), threading.Condition()


def others(number):
    return number % 3 + 1, (number + 1) % 3 + 1


def put(one, two):
    if knob.takes == "one by one":
        ingredient[one].release()
        ingredient[two].release()
        return
    with changed:
        on_table.update((one, two))
        changed.notify_all()


def take(one, two):
    if knob.takes == "one by one":
        ingredient[one].acquire()
        ingredient[two].acquire()
        return
    with changed:
        changed.wait_for(lambda: {one, two} <= on_table)
        on_table.clear()


def baker(number):
    while True:
        take(*others(number))
        time.sleep(knob.bakes * SECOND)
        print(f"baker {number} has baked")
        cake.release()


def main():
    for number in (1, 2, 3):
        threading.Thread(target=baker, args=(number,), daemon=True).start()
        time.sleep(0.05)                         # so that they wait in this order
    for turn in range(knob.rounds):
        put(*others(turn % 3 + 1))
        if not cake.acquire(timeout=1):          # without a timeout it would be for ever
            return


main()
