from tell import *
async def bad(n, s): await sleep(s); raise ValueError(n)
async def main():
    asyncio.get_running_loop().set_exception_handler(lambda l, c: print("UNRETRIEVED", c.get("exception")))
    try: await gather(bad("a", .1), bad("b", .2))
    except ValueError as e: print("E", e)
    await sleep(.3); import gc; gc.collect(); print("end")
run(main)
