"""Home-made locks: six locks made of loads and stores. The same as homemade_locks.lua."""
import threading
import time

LOCK = "test, then set"  # or "test and set", "flags", "Peterson", "turn first", "bakery"
VISITS = 1
STAY = 0.1
LOOK = 0.025

inside, crowded = 0, 0  # who is inside, and how often there was somebody already
taken = False
wants = [False, False]
turn = 0
choosing, number = [False, False], [0, 0]
atomic = threading.Lock()  # for the operations that are one step


def look_again():
    time.sleep(LOOK)


def add_inside(amount):
    global inside, crowded
    with atomic:
        inside += amount
        if inside > 1:
            crowded += 1


def test_and_set():
    global taken
    with atomic:
        was, taken = taken, True
    return not was


def enter(me, other):
    global taken, turn
    if LOCK == "test, then set":
        while taken:
            look_again()
        taken = True
    elif LOCK == "test and set":
        while not test_and_set():
            look_again()
    elif LOCK == "flags":
        wants[me] = True
        while wants[other]:
            look_again()
    elif LOCK == "Peterson":
        wants[me] = True
        turn = other  # after you
        while wants[other] and turn == other:
            look_again()
    elif LOCK == "turn first":
        turn = other
        wants[me] = True
        while wants[other] and turn == other:
            look_again()
    else:
        choosing[me] = True  # draws a number, the next
        number[me] = number[other] + 1
        choosing[me] = False
        while choosing[other]:
            look_again()
        while number[other] > 0 and (number[other], other) < (number[me], me):
            look_again()


def leave(me):
    global taken
    taken = False
    wants[me] = False
    number[me] = 0


def visitor(me):
    for _ in range(VISITS):
        enter(me, 1 - me)
        add_inside(1)
        time.sleep(STAY)
        add_inside(-1)
        leave(me)


def main():
    first, second = threading.Thread(target=visitor, args=(0,)), threading.Timer(LOOK, visitor, args=(1,))
    first.start()
    second.start()
    first.join()
    second.join()
    print("both have been inside")


if __name__ == "__main__":
    main()
