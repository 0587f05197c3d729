import asyncio
async def f(n): await asyncio.sleep(0); print("f", n); return n
async def main():
    ts = [asyncio.create_task(f(n)) for n in (1, 2)]
    for t in ts: t.add_done_callback(lambda t: print("callback", t.result()))
    g = asyncio.gather(*ts)
    ts[0].add_done_callback(lambda t: print("late callback", t.result()))
    print(await g)
    ts[1].add_done_callback(lambda t: print("after"))
    print("main goes on"); await asyncio.sleep(0); print("end")
asyncio.run(main())
