"""The lost wakeup: a signal that is given before anybody waits for it."""
import threading
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    signal = "condition"                         # or "condition and a flag", or "semaphore", or "event"
    runners = 2
    signals = 1
    given = 1
    comes = 2


ran = []
is_given = False
start = {"semaphore": lambda: threading.Semaphore(0), "event": threading.Event}.get(knob.signal, threading.Condition)()


def remembers():
    return knob.signal == "condition and a flag"


def give():
    global is_given
    if knob.signal == "event":
        start.set()
    elif knob.signal == "semaphore":
        start.release()
    else:
        with start:
            is_given = True
            start.notify_all()


def wait_for_start():
    if knob.signal == "event":
        start.wait()
    elif knob.signal == "semaphore":
        start.acquire()
    else:
        with start:
            if not remembers():
                start.wait()
            while remembers() and not is_given:
                start.wait()


def starter():
    time.sleep(knob.given * SECOND)
    for _ in range(knob.signals):
        give()


def runner(number):
    time.sleep(knob.comes * SECOND)              # on the way to the line
    wait_for_start()
    ran.append(number)


def main():
    threading.Thread(target=starter).start()
    runners = [threading.Thread(target=runner, args=(number,), daemon=True) for number in range(knob.runners)]
    for thread in runners:
        thread.start()
    for thread in runners:
        thread.join(timeout=1)                   # without a timeout it could be for ever
    print(len(ran), "have run")


main()
