import asyncio, warnings
async def f(): print("f runs"); return 1
async def main():
    c = f(); print("made, nothing has run")
    print(await c)
    try: await c
    except RuntimeError as e: print("cannot reuse already awaited coroutine")
    t = asyncio.create_task(f()); print(await t)
    try: await 5
    except TypeError as e: print("5 cannot be awaited")
asyncio.run(main())
