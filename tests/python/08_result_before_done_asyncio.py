import asyncio
async def f(): await asyncio.sleep(0.1); return 7
async def main():
    t = asyncio.create_task(f())
    print(t.done())
    for q in t.result, t.exception:
        try: print(q())
        except asyncio.InvalidStateError as e: print("not done yet")
    await t
    print(t.done(), t.result(), t.exception())
asyncio.run(main())
