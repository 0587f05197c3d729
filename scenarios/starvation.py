"""Starvation: a guest tries a lock that two regulars hand to each other."""
import threading
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    guest = "tries again"                        # or "waits in line"
    regulars = 2
    calls = 6
    call = 2
    pause = 1
    every = 1
    patience = 1000


telephone = threading.Lock()


def regular(number):
    for _ in range(knob.calls):
        with telephone:
            time.sleep(knob.call * SECOND)       # on the telephone
        time.sleep(knob.pause * SECOND)


def is_mine():
    if knob.guest == "waits in line":
        return telephone.acquire()
    for _ in range(knob.patience):
        if telephone.acquire(blocking=False):
            return True
        time.sleep(knob.every * SECOND)
    return False


def guest():
    if not is_mine():
        print("the guest gives up")
        return
    time.sleep(knob.call * SECOND)
    telephone.release()
    print("the guest has made a call")


def main():
    everybody = [threading.Thread(target=regular, args=(number,)) for number in range(knob.regulars)]
    everybody.append(threading.Timer(0.5 * SECOND, guest))
    for thread in everybody:
        thread.start()
    for thread in everybody:
        thread.join()


main()
