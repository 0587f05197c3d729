from tell import *


async def asks(): return await wait_for(asyncio.Queue().get(), 1)
async def limited():
    async with timeout(1): await sleep(9)
async def stops(): raise CancelledError
async def nested(): return await spawn(limited())


async def main():
    for f in (asks, limited, stops, nested):
        for how in ("await", "gather", "return_exceptions", "exception", "group"):
            t = spawn(f())
            try:
                if how == "await": await t
                elif how == "gather": await gather(t)
                elif how == "return_exceptions": print(how, kind((await gather(t, return_exceptions=True))[0])); continue
                elif how == "exception": await wait([t]); print(how, kind(t.exception())); continue
                else:
                    async with TaskGroup() as g: g.create_task(f())
                print(how, "nothing")
            except CancelledError: print(how, "cancelled")
            except TimeoutError: print(how, "timeout")
            except BaseExceptionGroup as e: print(how, "group of", [kind(x) for x in e.exceptions][0])
            await wait([t])
            if not t.cancelled(): t.exception()

run(main)
