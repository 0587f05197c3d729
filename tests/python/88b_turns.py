import asyncio
log=[]
async def f(): return 1
async def two(): await asyncio.sleep(0); return 2
async def inner(): await asyncio.sleep(9)
async def bad(): raise ValueError
async def z():
    global n
    while True: n+=1; await asyncio.sleep(0)
async def c_gather(): await asyncio.gather(f(), two())
async def c_wait(): await asyncio.wait([asyncio.create_task(f()), asyncio.create_task(two())])
async def c_waitfirst(): await asyncio.wait([asyncio.create_task(f()), asyncio.create_task(two())], return_when="FIRST_COMPLETED")
async def c_waitto(): await asyncio.wait([asyncio.create_task(f()), asyncio.create_task(two())], timeout=5)
async def c_waitfor(): await asyncio.wait_for(asyncio.create_task(two()), 5)
async def c_shield(): await asyncio.shield(asyncio.create_task(two()))
async def c_timeout():
    async with asyncio.timeout(5): await two()
async def c_group():
    async with asyncio.TaskGroup() as g: g.create_task(two())
async def c_asc():
    for c in asyncio.as_completed([asyncio.create_task(f()), asyncio.create_task(two())]): await c
async def c_cancel():
    t=asyncio.create_task(two()); t.cancel()
    try: await t
    except asyncio.CancelledError: pass
async def c_groupbad():
    try:
        async with asyncio.TaskGroup() as g: g.create_task(bad()); g.create_task(inner())
    except ExceptionGroup: pass
async def c_groupbadbody():
    try:
        async with asyncio.TaskGroup() as g: g.create_task(bad()); await asyncio.sleep(9)
    except ExceptionGroup: pass
async def c_gatherbad():
    try: await asyncio.gather(bad(), two())
    except ValueError: pass
async def c_gatherrex(): await asyncio.gather(bad(), two(), return_exceptions=True)
async def c_waitdone(): t=asyncio.create_task(f()); await t; await asyncio.wait([t])
async def c_gatherdone(): t=asyncio.create_task(f()); await t; await asyncio.gather(t)
async def c_waitfordone(): t=asyncio.create_task(f()); await t; await asyncio.wait_for(t,5)
async def c_shielddone(): t=asyncio.create_task(f()); await t; await asyncio.shield(t)
async def c_ascdone():
    t=asyncio.create_task(f()); await t
    for c in asyncio.as_completed([t]): await c
async def c_timeoutgather():
    async with asyncio.timeout(5): await asyncio.gather(f(), two())
async def c_waitforbad():
    try: await asyncio.wait_for(asyncio.create_task(bad()), 5)
    except ValueError: pass
async def c_shieldbad():
    try: await asyncio.shield(asyncio.create_task(bad()))
    except ValueError: pass
async def xs():
    t=asyncio.create_task(inner()); await asyncio.shield(t)
async def cancelled(g):
    t=asyncio.create_task(g); await asyncio.sleep(0); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: pass
async def c_xawait():
    async def g(): await asyncio.create_task(inner())
    await cancelled(g())
async def c_xgather():
    async def g(): await asyncio.gather(inner(), inner())
    await cancelled(g())
async def c_xwait():
    async def g(): await asyncio.wait([asyncio.create_task(inner())])
    await cancelled(g())
async def c_xwaitfor():
    async def g(): await asyncio.wait_for(asyncio.create_task(inner()), 9)
    await cancelled(g())
async def c_xshield(): await cancelled(xs())
async def c_xgroup():
    async def g():
        async with asyncio.TaskGroup() as gr: gr.create_task(inner())
    await cancelled(g())
async def c_xtimeout():
    async def g():
        async with asyncio.timeout(9): await inner()
    await cancelled(g())
async def main():
    global n
    for name in NAMES:
        n=0; zt=asyncio.create_task(z()); await globals()["c_"+name](); print(n, name); zt.cancel(); await asyncio.sleep(0.01)
NAMES="gather wait waitfirst waitto waitfor shield timeout group asc cancel groupbad groupbadbody gatherbad gatherrex waitdone gatherdone waitfordone shielddone ascdone timeoutgather waitforbad shieldbad xawait xgather xwait xwaitfor xshield xgroup xtimeout".split()
asyncio.run(main())
