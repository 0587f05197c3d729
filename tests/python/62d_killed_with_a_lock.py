import multiprocessing as mp, os, signal
mp.set_start_method("fork")
lock = mp.Lock()
def holds(): lock.acquire(); os.kill(os.getpid(), signal.SIGKILL)
p = mp.Process(target=holds); p.start(); p.join()
print(p.exitcode, lock.acquire(timeout=0.2))
