from tell import *
async def main():
    b = asyncio.Barrier(2)
    async def p(name):
        for i in range(3): print(name, i, await b.wait())
    await gather(p("a"), p("b"))
    b = asyncio.Barrier(3)
    async def p(name):
        for i in range(2): print(name, i, await b.wait())
    await gather(p("a"), p("b"), p("c"))
    b = asyncio.Barrier(2)
    await gather(p("a"), p("b"), p("c"), p("d"))
    b = asyncio.Barrier(2)
    async def w(name):
        try: print(name, await b.wait())
        except asyncio.BrokenBarrierError: print(name, "broken")
    async def ab(name):
        print(name, await b.wait()); await b.abort(); print("aborted")
    await gather(w("a"), ab("b"))
    await b.reset()
    async def re(name):
        print(name, await b.wait()); await b.reset(); print("reset", b.broken)
    await gather(w("a"), re("b"))
    b = asyncio.Barrier(3)
    ts = [spawn(w("a")), spawn(w("b"))]; await sleep(0); await sleep(0); ts[0].cancel(); await sleep(0); await sleep(0)
    ts += [spawn(w("c")), spawn(w("d"))]
    await gather(*ts, return_exceptions=True)
    b = asyncio.Barrier(2)
    ts = [spawn(w("a")), spawn(w("b")), spawn(w("c"))]; await sleep(0); await sleep(0); ts[2].cancel()
    await gather(*ts, return_exceptions=True)
    ts = [spawn(w("d")), spawn(w("e"))]
    await gather(*ts, return_exceptions=True)
run(main)
