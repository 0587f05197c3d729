import asyncio
async def f():
    print(asyncio.current_task().cancel()); print("still here")
    try: await asyncio.sleep(0)
    except asyncio.CancelledError: print("now"); raise
async def g(): asyncio.current_task().cancel(); print("returns"); return 7
async def main():
    t=asyncio.create_task(f())
    try: await t
    except asyncio.CancelledError: print(t.cancelled())
    t=asyncio.create_task(g())
    try: print(await t)
    except asyncio.CancelledError: print("g cancelled", t.cancelled())
asyncio.run(main())
