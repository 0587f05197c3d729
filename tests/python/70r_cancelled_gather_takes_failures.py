from tell import *


async def plain():
    try: await sleep(.9)
    except CancelledError: print("cancelled", T()); raise
async def fails():
    try: await sleep(.9)
    except CancelledError: raise ValueError("instead")
async def g(): return await gather(plain(), fails(), return_exceptions=True)


async def main():
    t = spawn(g())
    await sleep(.1)
    t.cancel()
    try: await t
    except CancelledError: print("outer cancelled", T())

run(main)
