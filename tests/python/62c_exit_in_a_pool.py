from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
import sys
def leaves(): sys.exit(3)
def fine(): return "fine"
with ProcessPoolExecutor(1) as pool:
    f = pool.submit(leaves)
    try: f.result()
    except SystemExit as why: print(type(why).__name__, why.code)
    print(pool.submit(fine).result())
