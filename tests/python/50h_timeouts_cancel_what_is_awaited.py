from tell import *
async def slow(n):
    for i in range(3):
        try: await sleep(n); print("slow ends", i, T()); return i
        except CancelledError: print("slow cancelled", T())
    print("slow gives up", T())
async def main():
    for a, b in ((.2, .4), (.4, .2), (.2, .2)):
        t = spawn(slow(.7))
        try:
            async with timeout(a):
                try:
                    async with timeout(b): print("got", await t, T())
                except BaseException as e: print("inner", kind(e), T()); raise
        except BaseException as e: print("outer", kind(e), T())
        await sleep(.1)
    try:
        async with timeout(.2):
            try:
                async with TaskGroup() as g: g.create_task(bad(.1))
            except BaseException as e: print(kind(e))
            await sleep(9)
    except BaseException as e: print(kind(e), T())
async def bad(n): await sleep(n); raise ValueError("bad")
run(main)
