from tell import *
async def lim(seconds, cleanup):
    try:
        async with timeout(seconds):
            try: await sleep(9)
            finally: await sleep(cleanup)
    except BaseException as e: print("lim", kind(e), T()); raise
async def nested(a, b, cleanup):
    try:
        async with timeout(a):
            try:
                async with timeout(b):
                    try: await sleep(9)
                    finally: await sleep(cleanup)
            except BaseException as e: print("inner", kind(e), T()); raise
    except BaseException as e: print("outer", kind(e), T())
async def swallow(a, b):
    try:
        async with timeout(a):
            try:
                async with timeout(b):
                    try: await sleep(9)
                    except CancelledError: print("swallowed", T())
                    await sleep(5)
                    print("not here")
            except BaseException as e: print("inner", kind(e), T()); raise
    except BaseException as e: print("outer", kind(e), T())
async def main():
    t = spawn(lim(.2, .4)); await sleep(.4); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled())
    t = spawn(lim(.4, .4)); await sleep(.2); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), t.cancelled())
    for a, b in ((.2, .4), (.4, .2), (.2, .2), (.2, .9), (.9, .2)):
        await nested(a, b, .5)
    for a, b in ((.2, .4), (.4, .2), (.9, .2)):
        await swallow(a, b)
run(main)
