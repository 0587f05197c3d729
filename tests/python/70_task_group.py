import asyncio; from h import *
async def ok(n): await asyncio.sleep(S(n)); print("ok", n, now())
async def bad(n): await asyncio.sleep(S(n)); raise ValueError("bad")
async def main():
    async with asyncio.TaskGroup() as group: group.create_task(ok(1)); group.create_task(ok(2))
    print("both have ended", now())
    try:
        async with asyncio.TaskGroup() as group: group.create_task(ok(5)); group.create_task(bad(1)); print("inside")
    except* ValueError as e: print("group raised", len(e.exceptions), now())
asyncio.run(main())
