"""What can be pickled: what a process can be given, and what is refused."""
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor


class knob:
    length = 5000
    piece = 1000


def change(given):
    given[0] = "changed"
    return given[0] + " in the child"


def count_letters(pieces):
    return sum(map(len, pieces))


def attempt(what, pool, function, *arguments):   # to give a child of the pool something to do
    try:
        return pool.submit(function, *arguments).result()
    except (pickle.PicklingError, AttributeError, TypeError):
        print(f"{what}: refused")


def main():
    values = ["as it was", 2, 3]
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        print("the list is", attempt("a list", pool, change, values))
        print("and", values[0], "in main")
        attempt("a function made inside another", pool, lambda: values[0])
        attempt("a list with a function in it", pool, change, [lambda: 1])
        pieces = [knob.piece * "x" for _ in range(knob.length // knob.piece)]
        print(pool.submit(count_letters, pieces).result(), "letters arrive in pieces")


if __name__ == "__main__":
    main()
