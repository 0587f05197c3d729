from tell import *


async def tick(n): await sleep(n); print("tick", n)
async def other():
    for i in range(1, 4): print("other", i); await sleep(0)


async def main():
    ts = [spawn(tick(1)), spawn(tick(2))]
    await sleep(0)
    ts.append(spawn(other()))
    block(5)
    print("blocked")
    await sleep(0)
    for i in range(1, 4): print("main", i); await sleep(0)
    await wait(ts)
    ts = [spawn(tick(1)), spawn(other()), spawn(tick(1))]
    await sleep(0)
    block(2)
    ts.append(spawn(other()))
    await wait(ts)

run(main)
