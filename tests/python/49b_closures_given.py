import threading
from concurrent.futures import Future


def double(x): return 2 * x


def start(f, *args):
    future = Future()
    def body(): future.set_result(f(*args))
    threading.Thread(target=body).start()
    return future


def apply(f, x): return f(x)


def main():
    n, prices = 5, [10, 20]
    def fib(k): return k if k < 2 else fib(k - 1) + fib(k - 2)
    print(start(fib, 10).result())
    print(start(apply, double, 4).result())
    print(start(lambda x: x + n + prices[1], 4).result())
    print(start(apply, lambda x: x * n, 4).result())
    make = start(lambda a: (lambda b: a + b + n), 1).result()
    print(make(2))
    done = start(double, 21)
    done.result()
    done.add_done_callback(lambda f: print("called", f.result(), n))

main()
