from tell import *
async def main():
    b = asyncio.Barrier(3)
    async def party(n, s):
        await sleep(s)
        try: i = await b.wait(); print("met", n, T())
        except asyncio.BrokenBarrierError: print("broken", n); raise ValueError(n)
        except CancelledError: print("cut", n, T()); raise
    async def bad(s): await sleep(s); raise ValueError("bad")
    async def grouped():
        async with TaskGroup() as g:
            g.create_task(party("a", .1)); g.create_task(party("b", .9)); g.create_task(bad(.3))
    try: await spawn(grouped())
    except BaseException as e: print(kind(e), b.broken, T())
    try:
        async with timeout(.2): await b.wait()
    except BaseException as e: print(kind(e), b.broken, T())
    ts = [spawn(party(n, .1)) for n in "abc"]
    await gather(*ts, return_exceptions=True)
    ts = [spawn(party(n, .1)) for n in "ab"]; await sleep(.2); await b.abort()
    print([kind(e) for e in await gather(*ts, return_exceptions=True)], b.broken)
    await b.reset()
    ts = [spawn(party(n, .1)) for n in "ab"]; await sleep(.2); await b.reset()
    print([kind(e) for e in await gather(*ts, return_exceptions=True)], b.broken)
    ts = [spawn(party(n, .1)) for n in "abc"]
    await gather(*ts, return_exceptions=True)
run(main)
