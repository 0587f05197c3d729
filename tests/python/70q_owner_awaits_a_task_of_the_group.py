from tell import *
async def bad(s): await sleep(s); raise ValueError("bad")
async def slow(n, s):
    try: await sleep(s); return n
    except CancelledError: print("cut", n, T()); raise
async def stubborn(s):
    try: await sleep(9)
    except CancelledError: await sleep(s); return "stubborn"
async def main():
    for case in range(6):
        try:
            async with TaskGroup() as g:
                if case == 0: t = g.create_task(slow("a", .3)); g.create_task(bad(.1)); print(await t)
                if case == 1: t = g.create_task(bad(.1)); g.create_task(slow("a", .3)); await t
                if case == 2: print(await gather(g.create_task(slow("a", .3)), g.create_task(bad(.1))))
                if case == 3: t = g.create_task(stubborn(.2)); g.create_task(bad(.1)); print(await t, T()); await sleep(.1); print("on", T())
                if case == 4: t = g.create_task(slow("a", .3)); g.create_task(bad(.1)); await wait([t]); print("not here")
                if case == 5:
                    t = g.create_task(slow("a", .3)); g.create_task(bad(.1))
                    try: await wait_for(t, .2)
                    except BaseException as e: print("wait_for", kind(e), T()); raise
        except BaseException as e: print(case, kind(e), T())
run(main)
