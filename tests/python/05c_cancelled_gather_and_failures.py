from tell import *
import gc
async def j(n):
    try: await sleep(5)
    except CancelledError: raise ValueError(n)
async def g(): await gather(j("a"), j("b"))
async def main():
    asyncio.get_running_loop().set_exception_handler(lambda l, c: print("UNRETRIEVED", c.get("exception")))
    t = spawn(g()); await sleep(.1); t.cancel()
    try: await t
    except BaseException as e: print("E", kind(e))
    await sleep(.3); gc.collect(); print("end")
run(main)
