from concurrent.futures import ProcessPoolExecutor
import multiprocessing
x = 1
def child(n):
    global x
    before, x = x, x + n
    return before
if __name__ == "__main__":
    x = 50
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        print(pool.submit(child, 5).result(), pool.submit(child, 7).result(), x)
