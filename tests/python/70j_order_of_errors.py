from tell import *
async def bad(n, s):
    for i in range(s): await sleep(0)
    raise ValueError(n)
async def stubborn(n, s):
    try: await sleep(9)
    except CancelledError:
        await sleep(s); raise ValueError(n)
async def main():
    async def show(*jobs, turns=0, err=None):
        try:
            async with TaskGroup() as g:
                for j in jobs: g.create_task(j)
                try:
                    for i in range(turns): await sleep(0)
                except CancelledError: print("body cancelled"); raise
                if err: raise KeyError(err)
        except BaseException as e: print(kind(e))
    await show(bad("a", 2), bad("b", 1))
    await show(bad("a", 1), bad("b", 0))
    await show(bad("a", 1), bad("b", 1), bad("c", 0))
    await show(bad("a", 0), bad("b", 0), err="body")
    await show(bad("a", 0), bad("b", 0), turns=1, err="body")
    await show(bad("a", 0), bad("b", 0), turns=2, err="body")
    await show(bad("a", 0), bad("b", 0), turns=3, err="body")
    await show(stubborn("x", .3), stubborn("y", .1), bad("a", 1))
    await show(stubborn("x", .3), stubborn("y", .1), turns=1, err="body")
run(main)
