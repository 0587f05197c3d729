"""The last seat: two customers look for a free seat, pay, and take it. The same as check_then_act.lua."""
import threading
import time
from concurrent.futures import ThreadPoolExecutor

SEATS = 1
CUSTOMERS = 2
PROTECT = "none"  # or "lock", or "atomic step"
PAYING = 0.1

free = SEATS
sold = 0
plan = threading.Lock()  # makes each change of the plan atomic
office = threading.Lock()


def add(seats, tickets):
    global free, sold
    with plan:
        free += seats
        sold += tickets


def compare_exchange(seen, wanted):
    global free
    with plan:
        if free != seen:
            return False
        free = wanted
        return True


def check_then_act():
    if free == 0:
        return False
    time.sleep(PAYING)
    add(-1, 0)
    return True


def check_and_act():
    seen = free
    while seen > 0:
        if compare_exchange(seen, seen - 1):
            time.sleep(PAYING)
            return True
        seen = free  # somebody else was quicker: look again
    return False


def customer(number):
    if PROTECT == "lock":
        with office:
            got = check_then_act()
    elif PROTECT == "atomic step":
        got = check_and_act()
    else:
        got = check_then_act()
    if not got:
        return "no ticket"
    add(0, 1)
    return "a ticket"


def main():
    with ThreadPoolExecutor(CUSTOMERS) as pool:
        customers = [pool.submit(customer, number) for number in range(1, CUSTOMERS + 1)]
    for number, got in enumerate(customers, 1):
        print(f"customer {number} has {got.result()}")


if __name__ == "__main__":
    main()
