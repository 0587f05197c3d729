import asyncio
async def f(how):
    if how == "returned": return 1
    if how == "failed": raise ValueError("x")
    await asyncio.sleep(100)
def ask(question):
    try: return question()
    except BaseException as e: return "raises"
async def main():
    for how in "returned", "failed", "cancelled":
        t = asyncio.create_task(f(how)); await asyncio.sleep(0)
        if how == "cancelled":
            t.cancel(); await asyncio.sleep(0); await asyncio.sleep(0)
        print(how, t.done(), t.cancelled(), ask(t.result), t.cancel(), t.cancel())
    try: t.exception()
    except asyncio.CancelledError: print("exception of a cancelled task raises")
asyncio.run(main())
