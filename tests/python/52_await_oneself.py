import asyncio
async def main():
    async def f(): await asyncio.current_task()
    try: await asyncio.create_task(f())
    except RuntimeError as e: print("RuntimeError: a task cannot await itself")
asyncio.run(main())
