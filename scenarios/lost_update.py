"""Two tasks add one to the same counter. Each addition is a load and a store; who comes between them is lost."""
import threading

counter = 0
loaded = threading.Barrier(2)        # both load before either stores: the order that loses
guard = threading.Lock()


def add_one_in_the_worst_order():
    global counter
    seen = counter                   # load
    loaded.wait()
    counter = seen + 1               # store


def add_one_under_a_lock():
    global counter
    with guard:
        counter = counter + 1


def two(add_one):
    global counter
    counter = 0
    adders = [threading.Thread(target=add_one) for _ in range(2)]
    for adder in adders:
        adder.start()
    for adder in adders:
        adder.join()
    return counter


print("load, load, store, store:", two(add_one_in_the_worst_order))
print("with a lock:", two(add_one_under_a_lock))
assert counter == 2, "no update is lost"
