from tell import *
async def job(s): await sleep(s); return 1
async def w(n, t):
    try: await t
    except CancelledError: print("w cancelled", n); return
    print("w", n)
async def main():
    t = spawn(job(.1))
    t.add_done_callback(lambda f: print("cb 1"))
    a = spawn(w("a", t)); await sleep(0)
    t.add_done_callback(lambda f: print("cb 2"))
    b = spawn(w("b", t)); await sleep(0)
    g = gather(t, t); g.add_done_callback(lambda f: print("gathered", f.result()))
    t.add_done_callback(lambda f: print("cb 3"))
    await t; print("main"); await a; await b; await g
    t = spawn(job(9)); a = spawn(w("a", t)); t.add_done_callback(lambda f: print("cb", f.cancelled())); b = spawn(w("b", t))
    await sleep(0); t.cancel(); print("asked", t.done()); await sleep(0); print("turn", t.done()); await sleep(0); print("turn"); await sleep(0); print("turn")
run(main)
