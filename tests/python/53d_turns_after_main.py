from tell import *
async def cb_task():
    print("from callback")
    await sleep(0); print("callback 2"); await sleep(0); print("callback 3")
def cb(f): print("cb"); asyncio.get_running_loop().create_task(cb_task())
async def child(n):
    try: await sleep(9)
    except CancelledError:
        for i in range(3): print("clean", n, i); await sleep(0)
        try: await sleep(.2)
        except CancelledError: print("cut")
        print("cleaned", n)
        raise ValueError("late")
async def y():
    try:
        for i in range(9): print("y", i); await sleep(0)
    except CancelledError: print("y cancelled"); raise
async def main():
    t = spawn(child(1)); t.add_done_callback(lambda f: print("t done", f.cancelled()))
    spawn(y()); u = spawn(y())
    await sleep(0)
    f = asyncio.get_running_loop().create_future(); f.add_done_callback(lambda f: print("f done")); f.set_result(1)
    print("main ends")
run(main)
