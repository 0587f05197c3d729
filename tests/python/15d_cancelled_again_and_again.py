from tell import *
async def careful(n):
    try:
        try:
            try: await sleep(9)
            finally: print("first", T()); await sleep(.2); print("first done", T())
        finally: print("second", T()); await sleep(.2); print("second done", T())
    finally: print("third", T()); await sleep(.2); print("third done", T())
async def main():
    for times in range(1, 5):
        t = spawn(careful(times)); await sleep(.1)
        for i in range(times): print(t.cancel()); await sleep(.1)
        try: await t
        except BaseException as e: print(times, kind(e), t.cancelled(), t.cancelling(), T())
        print(t.cancel(), t.cancelled())
run(main)
