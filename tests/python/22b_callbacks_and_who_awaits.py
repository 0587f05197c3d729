import asyncio
async def f(): await asyncio.sleep(0); await asyncio.sleep(0); await asyncio.sleep(0)
async def waiter(t, n): await t; print("waiter", n)
async def main():
    t = asyncio.create_task(f())
    t.add_done_callback(lambda t: print("callback 1"))
    a = asyncio.create_task(waiter(t, 1)); await asyncio.sleep(0)
    t.add_done_callback(lambda t: print("callback 2"))
    b = asyncio.create_task(waiter(t, 2)); await asyncio.sleep(0)
    t.add_done_callback(lambda t: print("callback 3"))
    await t; print("main"); await a; await b
asyncio.run(main())
