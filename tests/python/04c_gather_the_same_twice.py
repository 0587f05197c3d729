from tell import *
async def inner(): await sleep(.1); print("inner ends"); return 7
async def bad(): await sleep(.1); raise ValueError("bad")
async def main():
    c = spawn(inner())
    print(await gather(c, c))
    k = inner()
    print(await gather(k, k))
    c = spawn(bad())
    try: print(await gather(c, c))
    except ValueError as e: print(kind(e))
    c = spawn(bad())
    print([kind(e) for e in await gather(c, c, return_exceptions=True)])
    c = spawn(inner())
    a, b, d = await gather(c, inner(), c)
    print(a, b, d)
run(main)
