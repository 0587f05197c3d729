from tell import *
async def main():
    for s in (0, -1):
        try:
            async with timeout(max(s, 0)):
                print("in"); await sleep(0); print("one turn")
                await sleep(0); print("two turns"); await sleep(1)
        except BaseException as e: print(kind(e), T())
    try:
        async with timeout(.1): block(.2); print("late", T() >= .2); await sleep(0); print("a turn"); await sleep(1)
    except BaseException as e: print(kind(e))
    try:
        async with timeout(.1): block(.2); print("no wait")
    except BaseException as e: print(kind(e))
    else: print("fine")
    try:
        async with timeout(.1):
            async with timeout(.2): block(.3); await sleep(1)
    except BaseException as e: print(kind(e))
    async def f(): return 1
    try:
        async with timeout(0): print(await f())
    except BaseException as e: print(kind(e))
    else: print("fine")
run(main)
