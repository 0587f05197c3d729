import asyncio
async def bad(): await asyncio.sleep(.01); raise ValueError("bad")
async def long():
    try: await asyncio.sleep(1)
    except asyncio.CancelledError: print("long is cancelled"); raise
async def main():
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(bad()); g.create_task(long())
            try: await asyncio.sleep(1); print("body goes on")
            except asyncio.CancelledError: print("body is cancelled"); raise
    except ExceptionGroup as e: print([str(x) for x in e.exceptions])
asyncio.run(main())
