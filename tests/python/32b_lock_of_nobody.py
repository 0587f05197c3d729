import asyncio; from h import *
async def main():
    l = asyncio.Lock()
    async def f(n):
        try:
            async with l: print("has", n, now()); await asyncio.sleep(S(2))
        except asyncio.CancelledError: print("cancelled", n, now()); raise
    ts = [asyncio.create_task(f(n)) for n in (1, 2, 3)]; await asyncio.sleep(S(1))
    ts[0].cancel(); ts[1].cancel(); await asyncio.sleep(0); print(l.locked())
    await asyncio.wait(ts); print(l.locked(), now())
    try: await asyncio.wait_for(l.acquire(), S(1)); print("got", l.locked())
    finally: l.release()
asyncio.run(main())
