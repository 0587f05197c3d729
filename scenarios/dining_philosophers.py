"""Five philosophers, five forks. Everybody takes the fork with the lower number first, so nobody waits in a circle.

With `left, right` unordered, and a pause between the two forks, all five hold one fork and wait for ever.
"""
import threading
import time

PHILOSOPHERS, MEALS = 5, 2
forks = [threading.Lock() for _ in range(PHILOSOPHERS)]
eaten = []


def philosopher(place):
    left, right = place, (place + 1) % PHILOSOPHERS
    first, second = min(left, right), max(left, right)
    for meal in range(MEALS):
        time.sleep(0.01)                     # thinks
        with forks[first]:
            time.sleep(0.001)                # reaches for the other fork
            with forks[second]:
                time.sleep(0.01)             # eats
        eaten.append(place)


table = [threading.Thread(target=philosopher, args=(place,)) for place in range(PHILOSOPHERS)]
for seat in table:
    seat.start()
for seat in table:
    seat.join()
print(len(eaten), "meals are eaten.")
assert len(eaten) == PHILOSOPHERS * MEALS
