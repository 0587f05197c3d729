from tell import *
async def slow(n, s):
    try: await sleep(9)
    except CancelledError:
        await sleep(s); print("cleaned", n, T()); raise
async def limited(s):
    async with timeout(s): await sleep(9)
async def first():
    async with timeout(.2):
        async with TaskGroup() as g: g.create_task(slow("a", .1)); g.create_task(slow("b", .3))
async def second():
    async with TaskGroup() as g: g.create_task(slow("a", .1)); g.create_task(limited(.2))
async def third():
    async with TaskGroup() as g:
        g.create_task(slow("a", .1))
        async with timeout(.1): await sleep(9)
async def fourth():
    async with timeout(.2):
        async with TaskGroup() as g:
            g.create_task(slow("a", .1))
            async with timeout(.1): await sleep(9)
async def main():
    for f in (first, second, third, fourth):
        try: await spawn(f())
        except BaseExceptionGroup as e: print("group of", len(e.exceptions), T())
        except BaseException as e: print(kind(e), T())
run(main)
