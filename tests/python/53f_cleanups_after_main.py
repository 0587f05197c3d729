from tell import *
async def bad_cleanup(n):
    try: await sleep(9)
    finally:
        await sleep(.1); print("cleanup fails", n, T()); raise ValueError(n)
async def careful(n):
    try: await sleep(9)
    finally:
        print("cleans", n, T()); await helper(n); t = spawn(late(n)); print("got", await t, T())
async def helper(n): await sleep(.1); print("helper", n, T())
async def late(n): await sleep(.1); return "late " + n
async def swallows():
    try: await sleep(9)
    except CancelledError: print("swallows")
    await sleep(.3); print("goes on", T()); return 1
async def main():
    ts = [spawn(careful("a")), spawn(swallows())]
    ts[1].add_done_callback(lambda f: print("swallower done", f.cancelled()))
    ts[0].add_done_callback(lambda f: print("careful done", f.cancelled()))
    await sleep(.1); print("main returns"); return 5
run(main)
