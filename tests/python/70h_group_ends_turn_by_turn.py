from tell import *
async def tick():
    for i in range(8): print("tick", i); await sleep(0)
async def quick(): print("quick")
async def y(n):
    for i in range(n): await sleep(0)
    print("y", n)
async def main():
    for n in (0, 1, 2, 3):
        t = spawn(tick())
        async with TaskGroup() as g:
            g.create_task(quick())
            for i in range(n): await sleep(0)
            print("body ends")
        print("group ends", n)
        await t
    t = spawn(tick())
    async with TaskGroup() as g:
        g.create_task(y(1)); g.create_task(y(2))
        await sleep(0); await sleep(0)
        print("body ends")
    print("group ends")
    await t
    t = spawn(tick())
    async with TaskGroup() as g: pass
    print("empty ends")
    await t
run(main)
