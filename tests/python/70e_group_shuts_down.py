from h import *
import asyncio
async def bad(): await asyncio.sleep(S(1)); raise ValueError("b")
async def f(): await asyncio.sleep(S(9))
async def main():
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(bad())
            try: await asyncio.sleep(S(5))
            except asyncio.CancelledError: print("swallowed", now())
            c=f()
            try: g.create_task(c)
            except RuntimeError: print("shutting down"); c.close()
            await asyncio.sleep(S(1)); print("body ends", now())
    except* ValueError as e: print(len(e.exceptions), now())
    try:
        async with asyncio.TaskGroup() as g:
            t=g.create_task(bad())
            try: await t
            except ValueError: print("body sees")
            except asyncio.CancelledError: print("body cancelled"); raise
            print("body goes on"); await asyncio.sleep(S(1)); print("not here")
    except* ValueError as e: print(len(e.exceptions), now())
    try:
        async with asyncio.TaskGroup() as g: t=g.create_task(f()); await asyncio.sleep(S(1)); t.cancel()
        print("no error", t.cancelled())
    except* Exception as e: print("group")
asyncio.run(main())
