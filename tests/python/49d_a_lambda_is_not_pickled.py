from concurrent.futures import ProcessPoolExecutor


def apply(f, x): return f(x)
def double(x): return 2 * x


def main():
    n = 7
    with ProcessPoolExecutor(2) as pool:
        print(pool.submit(apply, double, 4).result())
        for args in ((lambda: n,), (apply, lambda x: x + n, 1)):
            try: pool.submit(*args).result()
            except Exception as error: print("pickle" in str(error).lower())

main()
