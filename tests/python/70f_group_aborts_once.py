from h import *
import asyncio
async def slow():
    try: await asyncio.sleep(S(9))
    except asyncio.CancelledError:
        try: await asyncio.sleep(S(3)); print("cleaned", now())
        except asyncio.CancelledError: print("cut", now())
        raise
async def waits():
    async with asyncio.TaskGroup() as g: g.create_task(slow())
async def fails():
    async with asyncio.TaskGroup() as g:
        g.create_task(slow())
        await asyncio.sleep(S(1)); raise ValueError("order was cancelled")
async def bad(): await asyncio.sleep(S(1)); raise ValueError("bad")
async def both():
    async with asyncio.TaskGroup() as g:
        g.create_task(bad()); g.create_task(slow())
        try: await asyncio.sleep(S(9))
        except asyncio.CancelledError: raise ValueError("order was cancelled")
async def main():
    t = asyncio.create_task(waits())
    await asyncio.sleep(S(1)); t.cancel(); await asyncio.sleep(S(1)); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled")
    t = asyncio.create_task(fails())
    await asyncio.sleep(S(2)); t.cancel()
    try: await t
    except* ValueError: print("failed")
    try: await both()
    except* ValueError as e: print(len(e.exceptions))
asyncio.run(main())
