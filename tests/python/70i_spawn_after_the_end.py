from tell import *
async def q(): print("q")
async def bad(): raise ValueError("bad")
async def main():
    async with TaskGroup() as g: g.create_task(q())
    c = q()
    try: g.create_task(c)
    except RuntimeError: print("finished")
    await c
    try:
        async with TaskGroup() as g:
            g.create_task(bad())
            try: await sleep(1)
            except CancelledError: print("cancelled")
            c = q()
            try: g.create_task(c)
            except RuntimeError: print("shutting down")
            await c
            raise KeyError("body")
    except BaseExceptionGroup as e: print(kind(e))
    try: g.create_task(c)
    except RuntimeError: print("finished")
    async with TaskGroup() as g: pass
    try: g.create_task(c)
    except RuntimeError: print("finished")
    try:
        async with TaskGroup() as g: raise KeyError("alone")
    except BaseExceptionGroup as e: print(kind(e))
    try: g.create_task(c)
    except RuntimeError: print("finished")
run(main)
