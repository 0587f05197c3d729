import asyncio
async def inner():
    try: await asyncio.sleep(.1); return "inner done"
    except asyncio.CancelledError: print("inner cancelled"); raise
async def outer(t):
    try: return await asyncio.shield(t)
    except asyncio.CancelledError: print("outer cancelled"); raise
async def main():
    t = asyncio.create_task(inner()); o = asyncio.create_task(outer(t))
    await asyncio.sleep(.01); o.cancel()
    try: await o
    except asyncio.CancelledError: print("o is cancelled", o.cancelled(), t.done())
    print(await t)
    u = asyncio.create_task(inner()); w = asyncio.create_task(outer(u))
    await asyncio.sleep(.01); u.cancel()
    try: await w
    except asyncio.CancelledError: print("w is cancelled", w.cancelled(), u.cancelled())
    # wait_for over shield
    x = asyncio.create_task(inner())
    try: await asyncio.wait_for(asyncio.shield(x), .01)
    except TimeoutError: print("too late", x.done())
    print(await x)
asyncio.run(main())
