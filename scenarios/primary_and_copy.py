"""A bank acknowledges deposits and copies them to another process; then it is killed. What was acknowledged and is gone?"""
import multiprocessing
import queue
import time

DEPOSITS, COPY_AFTER, DIES_AFTER, TIMEOUT = 20, 5, 14, 0.5
WHEN_COPIED = False                  # acknowledge only what the copy knows


def primary(requests, answers, to_copy, copied):
    for booked in range(1, DEPOSITS + 1):
        number = requests.get()
        if WHEN_COPIED or booked % COPY_AFTER == 0:
            to_copy.put(("upto", number))
        if WHEN_COPIED:
            copied.get()
        answers.put(number)


def copy(requests, answers, copied):
    known = set()
    while True:
        kind, number = requests.get()
        if kind == "upto":
            known |= set(range(1, number + 1))
            copied.put(number)
        elif kind == "deposit":
            known.add(number)
            answers.put(number)
        else:
            answers.put(len(known))


def main():
    at_primary, at_copy, copied = (multiprocessing.Queue() for _ in range(3))
    from_primary, from_copy = multiprocessing.Queue(), multiprocessing.Queue()
    bank = multiprocessing.Process(target=primary, args=(at_primary, from_primary, at_copy, copied), daemon=True)
    bank.start()
    multiprocessing.Process(target=copy, args=(at_copy, from_copy, copied), daemon=True).start()
    acknowledged, turned = 0, False
    for number in range(1, DEPOSITS + 1):
        if number == DIES_AFTER + 1:
            time.sleep(0.1)          # what it has sent is under way by now
            bank.kill()
        try:
            if not turned:
                at_primary.put(number)
                from_primary.get(timeout=None if number <= DIES_AFTER else TIMEOUT)
        except queue.Empty:
            turned = True
        if turned:
            at_copy.put(("deposit", number))
            from_copy.get()
        acknowledged += 1
    at_copy.put(("count", 0))
    print(f"{acknowledged} deposits were acknowledged, {acknowledged - from_copy.get()} of them are lost")


if __name__ == "__main__":
    main()
