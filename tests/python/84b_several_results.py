from tell import *


async def pair(x): return x, x + 1
async def one(x): return x


async def main():
    a, b = await spawn(pair(1))
    print(a, b)
    a, b = await wait_for(pair(2), 5)
    print(a, b)
    a, b = await shield(spawn(pair(3)))
    print(a, b)
    all = await gather(pair(4), one(6), pair(7))
    print(all[0][0], all[0][1], all[1], all[2][0], all[2][1])

run(main)
