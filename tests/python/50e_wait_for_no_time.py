import asyncio
async def f(): print("f runs"); await asyncio.sleep(0); print("f ends"); return 1
async def done(): return 5
async def main():
    for sec in (0, -1):
        try: print(await asyncio.wait_for(f(), sec))
        except asyncio.TimeoutError: print("timeout")
    t=asyncio.create_task(done()); await asyncio.sleep(0)
    print(await asyncio.wait_for(t, 0))
    t=asyncio.create_task(f())
    try: print(await asyncio.wait_for(t, 0))
    except asyncio.TimeoutError: print("timeout", t.cancelled())
    t=asyncio.create_task(f()); await asyncio.sleep(0)
    try: print(await asyncio.wait_for(t, 0))
    except asyncio.TimeoutError: print("timeout", t.cancelled())
asyncio.run(main())
