"""Bread for two: customers wait at a condition for loaves. The same as wait_under_if.lua."""
import threading
import time

WAITING = "if"  # or "while", or "through the window"
WAKE = "all"  # or "one"
CUSTOMERS = 2
BAKING = 0.1
WALKING = 0.3

loaves = 0
imaginary = 0  # taken, and not there
door = threading.Lock()
baked = threading.Condition(door)


def baker():
    global loaves
    for _ in range(CUSTOMERS):
        time.sleep(BAKING)
        with door:
            loaves += 1
            if WAKE == "all":
                baked.notify_all()
            else:
                baked.notify()


def take():  # behind the door
    global loaves, imaginary
    if loaves <= 0:
        imaginary += 1
    loaves -= 1
    print(f"takes a loaf, {loaves} left")


def customer():
    if WAITING == "through the window":
        seen = loaves
        time.sleep(WALKING)
        with door:
            if seen == 0:
                baked.wait()
            take()
        return
    with door:
        if WAITING == "while":
            while loaves == 0:
                baked.wait()
        elif loaves == 0:
            baked.wait()
        take()


def main():
    everybody = [threading.Thread(target=baker)] + [threading.Thread(target=customer) for _ in range(CUSTOMERS)]
    for thread in everybody:
        thread.start()
    for thread in everybody:
        thread.join()


if __name__ == "__main__":
    main()
