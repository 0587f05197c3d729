from tell import *
async def bad(n):
    for i in range(n): await sleep(0)
    raise ValueError("bad")
async def f(n, m):
    async with TaskGroup() as g:
        g.create_task(bad(n))
        for i in range(m): await sleep(0)
async def g(n):
    async with TaskGroup() as g:
        g.create_task(bad(n)); await sleep(1)
async def main():
    for n in range(5):
        for k in range(6):
            t = spawn(g(n))
            for i in range(k): await sleep(0)
            t.cancel()
            try: await t
            except BaseException as e: print(n, k, kind(e), t.cancelled())
    for n in range(3):
        for m in range(4):
            for k in range(6):
                t = spawn(f(n, m))
                for i in range(k): await sleep(0)
                c = t.cancel()
                try: await t; print("fine")
                except BaseException as e: print(n, m, k, c, kind(e), t.cancelled())
run(main)
