"""Four count together: each says its own kind of number, and notifies the others."""
import threading


class knob:
    wake = "all"                                 # or "one"
    upto = 15


current = 1                                      # the number that is next
changed = threading.Condition()


def kind_of(number):
    if number % 15 == 0:
        return "fizzbuzz"
    return "fizz" if number % 3 == 0 else "buzz" if number % 5 == 0 else "number"


def count(kind):
    global current
    with changed:
        while current <= knob.upto:
            if kind_of(current) == kind:
                print(current if kind == "number" else kind)
                current += 1
                changed.notify_all() if knob.wake == "all" else changed.notify()
            else:
                changed.wait()
        if knob.wake == "one":
            changed.notify()                     # the next one may go home, too


def main():
    everybody = [threading.Thread(target=count, args=(kind,)) for kind in ("fizz", "buzz", "fizzbuzz", "number")]
    for thread in everybody:
        thread.start()
    for thread in everybody:
        thread.join()
    print(f"counted to {current - 1}")


main()
