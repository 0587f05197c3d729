import asyncio
async def bad(): raise ValueError("bad")
async def main():
    t = asyncio.create_task(bad())
    for i in 1, 2:
        try: await t
        except ValueError as e: print(i, e)
    print(t.exception())
asyncio.run(main())
