import asyncio; from h import *
async def setter(f): await asyncio.sleep(S(1)); f.set_result(7)
async def main():
    f = asyncio.get_running_loop().create_future(); t = asyncio.create_task(setter(f))
    print(f.done()); print(await f, f.done(), now())
    try: f.set_result(8)
    except asyncio.InvalidStateError: print("it is set already")
    g = asyncio.get_running_loop().create_future(); g.set_exception(ValueError("by hand"))
    try: await g
    except ValueError as e: print(e)
    await t
asyncio.run(main())
