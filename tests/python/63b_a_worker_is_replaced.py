import multiprocessing as mp, os, signal
def good(n): return n, os.getpid()
def dies(): os.kill(os.getpid(), signal.SIGKILL)
with mp.get_context("fork").Pool(1) as pool:
    before = pool.apply(good, (1,))
    pool.apply_async(dies)
    after = pool.apply(good, (2,))
    print(before[0], after[0], before[1] == after[1])
