"""After you: two polite people at a narrow door. The same as livelock.lua."""
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

MANNERS = "give way"  # or "by chance", "in turn", "after you"
PATIENCE = 4
STEP = 0.07
APART = 0

wants = [False, False]
turn = 0
through = 0
door = threading.Lock()  # makes counting one step


def pause():
    time.sleep(STEP * 4 * random.random() if MANNERS == "by chance" else STEP)


def raise_hand(me):
    wants[me] = True
    time.sleep(STEP)


def lower_hand(me):
    time.sleep(STEP)
    wants[me] = False


def give_way(me, other):
    for _ in range(PATIENCE):
        raise_hand(me)
        if not wants[other]:
            return True
        lower_hand(me)
        pause()
    return False


def in_turn(me, other):
    raise_hand(me)
    while wants[other]:
        if turn == me:
            pause()
        else:
            lower_hand(me)
            while turn == other:
                pause()
            raise_hand(me)
    return True


def after_you(me, other):
    wants[me] = True
    while wants[other]:
        pause()
    return True


def person(me):
    global turn, through
    time.sleep(APART * me)
    other = 1 - me
    ways = {"in turn": in_turn, "after you": after_you}
    if not ways.get(MANNERS, give_way)(me, other):
        return "goes home"
    time.sleep(STEP)  # the door is narrow
    with door:
        through += 1
    turn = other
    wants[me] = False
    return "is through"


def main():
    with ThreadPoolExecutor(2) as pool:
        people = [pool.submit(person, me) for me in (0, 1)]
    for number, went in enumerate(people, 1):
        print(f"person {number} {went.result()}")


if __name__ == "__main__":
    main()
