from tell import *
async def f(do, owner):
    me = asyncio.current_task()
    try:
        async with TaskGroup() as g:
            async def quick(): await sleep(.1); print("quick", T())
            async def slow():
                try: await sleep(.5); print("slow", T())
                except CancelledError: print("slow cut", T()); raise
            async def cancels(t): await sleep(.1); t.cancel(); print("cancels", T()); await sleep(.1); print("went on", T())
            s = g.create_task(slow())
            if do == "owner": g.create_task(cancels(me))
            if do == "brother": g.create_task(cancels(s))
            if do == "self":
                async def selfish(): asyncio.current_task().cancel(); print("selfish"); await sleep(0); print("never")
                g.create_task(selfish())
            await sleep(.3); print("body ends", T())
    except BaseException as e: print(do, kind(e), T()); raise
    print(do, "fine", T())
async def main():
    for do in ("owner", "brother", "self"):
        t = spawn(f(do, None))
        try: await t
        except BaseException as e: print(kind(e), t.cancelled())
run(main)
