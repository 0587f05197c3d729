from tell import *
async def slow(n, s, bad=False):
    try: await sleep(s)
    except CancelledError: print("cut", n, T()); raise
    if bad: raise ValueError(n)
    return n
def tell(word, ts, done, pending): print(word, *[t in done for t in ts], *[t in pending for t in ts], T())
async def main():
    ts = [spawn(slow("a", .3)), spawn(slow("b", .1, True)), spawn(slow("c", .2))]
    d, p = await wait(ts, return_when="FIRST_COMPLETED"); tell("first", ts, d, p)
    d, p = await wait(ts, return_when="FIRST_EXCEPTION"); tell("exception", ts, d, p)
    d, p = await wait(ts, timeout=.1); tell("timeout", ts, d, p)
    d, p = await wait(ts); tell("all", ts, d, p)
    async def w(ts): 
        try: await wait(ts)
        except CancelledError: print("wait cancelled", T()); raise
    ts = [spawn(slow("a", .3)), spawn(slow("b", .1))]
    t = spawn(w(ts)); await sleep(.2); t.cancel()
    try: await t
    except BaseException as e: print(kind(e), [t.done() for t in ts])
    ts[0].cancel(); d, p = await wait(ts, return_when="FIRST_EXCEPTION"); tell("again", ts, d, p)
    ts = [spawn(slow("a", .3)), spawn(slow("b", .1)), spawn(slow("c", .4, True))]; await sleep(0); ts[1].cancel()
    d, p = await wait(ts, return_when="FIRST_EXCEPTION"); tell("cancelled is none", ts, d, p)
run(main)
