from tell import *
async def c(s, n): await s.acquire(); print(n, "in")
async def tick():
    for i in range(4): print("tick", i); await sleep(0)
async def main():
    s = asyncio.Semaphore(2); await s.acquire(); await s.acquire()
    a = spawn(c(s, "c")); await sleep(0)
    s.release(); s.release(); k = spawn(tick()); await s.acquire(); print("main in"); await k
    s = asyncio.Semaphore(2); await s.acquire(); await s.acquire()
    a = spawn(c(s, "d")); await sleep(0)
    s.release(); s.release(); b = spawn(c(s, "e")); k = spawn(tick()); await k
    s = asyncio.Semaphore(3); [await s.acquire() for _ in range(3)]
    a = spawn(c(s, "f")); await sleep(0)
    s.release(); s.release(); s.release(); b = spawn(c(s, "g")); d = spawn(c(s, "h")); k = spawn(tick()); await k
    s = asyncio.Semaphore(2); await s.acquire(); await s.acquire()
    a = spawn(c(s, "i")); await sleep(0)
    s.release(); s.release(); b = spawn(c(s, "j")); await sleep(0); print(s.locked()); a.cancel(); b.cancel(); d = spawn(c(s, "k")); k = spawn(tick()); await k; print(s.locked())
    s = asyncio.Semaphore(2); await s.acquire(); await s.acquire()
    a = spawn(c(s, "l")); await sleep(0)
    s.release(); s.release(); a.cancel(); b = spawn(c(s, "m")); d = spawn(c(s, "n")); k = spawn(tick()); await k; print(s.locked(), s._value)
run(main)
