import asyncio
async def bad(n): await asyncio.sleep(.01 * n); raise ValueError(n)
async def good(n):
    try: await asyncio.sleep(.01 * n); print("good", n); return n
    except asyncio.CancelledError: print("good cancelled", n); raise
async def main():
    # failure in the body
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(good(5)); await asyncio.sleep(.01); raise KeyError("body")
    except BaseExceptionGroup as e: print("body", len(e.exceptions))
    # two failures
    async def bad_cleanup():
        try: await asyncio.sleep(1)
        except asyncio.CancelledError: raise ValueError("in cleanup")
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(bad(1)); g.create_task(bad_cleanup()); g.create_task(good(9))
    except BaseExceptionGroup as e: print("errors", len(e.exceptions))
    # nested groups: the inner fails
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(good(9))
            async with asyncio.TaskGroup() as h: h.create_task(bad(1)); h.create_task(good(8))
            print("never")
    except BaseExceptionGroup as e: print("outer", len(e.exceptions))
    # cancelled from outside
    async def grouped():
        async with asyncio.TaskGroup() as g: g.create_task(good(7)); g.create_task(good(8))
    t = asyncio.create_task(grouped()); await asyncio.sleep(.01); t.cancel()
    try: await t
    except asyncio.CancelledError: print("group cancelled", t.cancelled())
    async with asyncio.TaskGroup() as g: a = g.create_task(good(1)); b = g.create_task(good(2))
    print(a.result() + b.result())
    # a child cancels itself: the group goes on
    async with asyncio.TaskGroup() as g: c = g.create_task(good(5)); g.create_task(good(2)); await asyncio.sleep(0); c.cancel()
    print("fine", c.cancelled())
    # the failed child awaited in the body
    try:
        async with asyncio.TaskGroup() as g:
            x = g.create_task(bad(1))
            try: await x
            except ValueError: print("body sees the error"); 
    except BaseExceptionGroup as e: print("and the group", len(e.exceptions))
asyncio.run(main())
