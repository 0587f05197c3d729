"""One cake is baked, one burns, one is cancelled: what can be asked of a future, with threads."""
# order: any
import time
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError

SECOND = 0.1                                 # so long is a second of the story here


class Burnt(Exception):
    pass


def bake(cake, length):
    time.sleep(length * SECOND)
    return f"{cake} after {length} s"


def burn():
    time.sleep(SECOND)
    raise Burnt("it is burnt")


def ring(future):                            # called with the future when that is done
    print(f"the bell rings: {future.result()}")


def main():
    with ThreadPoolExecutor(2) as kitchen:   # two ovens, both in use: the third cake has to wait
        cake, burnt = kitchen.submit(bake, "apple cake", 3), kitchen.submit(burn)
        later = kitchen.submit(bake, "plum cake", 2)
        cake.add_done_callback(ring)
        print(f"done already: {cake.done()}")
        print(f"cancelled: {later.cancel()}")
        try:
            print(f"within a second: {cake.result(SECOND)}")      # for a second at most
        except TimeoutError:
            print("within a second: timeout")
        print(f"await gives {cake.result()}")
        print(f"done now: {cake.done()}, result gives {cake.result()}")
        print(f"cancelled, asked later: {later.cancelled()}")
        order, bill = Future(), Future()     # no task stands behind them: somebody sets each, once
        order.set_result("two cakes")
        bill.set_exception(RuntimeError("nobody paid"))
        print(f"the order: {order.result()}; paid: {bill.exception() is None}")
        print(f"awaited: {bake('tart', 0)}")  # a call here; of an async def it would be a coroutine
        print(f"await raised: {burnt.exception() is not None}")
        print(f"exception gives {burnt.exception()}")


if __name__ == "__main__":
    main()
