"""The sleeping barber: a server, and a queue of so many places. The same as sleeping_barber.lua."""
import threading
import time
from concurrent.futures import ThreadPoolExecutor

BELL = "counts"  # or "rings"
CUSTOMERS, CHAIRS = 3, 1
SECOND = 0.08
ARRIVALS, CUT, DOZING = 1 * SECOND, 2.5 * SECOND, 0.5 * SECOND

inside, served, away = 0, 0, 0  # in the shop now; with a new haircut; turned away
room, finished = threading.Lock(), threading.Semaphore(0)
bell = threading.Semaphore(0) if BELL == "counts" else threading.Condition(room)


def wait_for_a_customer():
    if BELL == "counts":
        bell.acquire()
        return
    if inside > 0:
        return
    time.sleep(DOZING)  # nobody there: he falls asleep
    with room:
        bell.wait()


def barber():
    global inside, served
    while served + away < CUSTOMERS:
        wait_for_a_customer()
        time.sleep(CUT)
        with room:
            inside -= 1
            served += 1
        finished.release()


def comes_in():
    global inside, away
    with room:
        has_room = inside <= CHAIRS  # and the barber's own chair
        if has_room:
            inside += 1
        else:
            away += 1
        if has_room and BELL == "rings":
            bell.notify()
    if has_room and BELL == "counts":
        bell.release()
    return has_room


def customer(number):
    time.sleep(ARRIVALS * (number - 1))
    if not comes_in():
        return "no haircut"
    finished.acquire()
    return "a haircut"


def main():
    threading.Thread(target=barber, daemon=True).start()
    with ThreadPoolExecutor(CUSTOMERS) as pool:
        customers = [pool.submit(customer, number) for number in range(1, CUSTOMERS + 1)]
    for number, got in enumerate(customers, 1):
        print(f"customer {number} has {got.result()}")


if __name__ == "__main__":
    main()
