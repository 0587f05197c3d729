import asyncio
async def f(): await asyncio.sleep(0); return 1
async def main():
    t=asyncio.create_task(f())
    for g in t.result, t.exception:
        try: g()
        except asyncio.InvalidStateError as e: print("invalid state")
    await t; print(t.result(), t.exception())
    fu=asyncio.get_running_loop().create_future(); print(fu.cancel(), fu.cancelled(), fu.done(), fu.cancel())
    try: fu.set_result(1)
    except asyncio.InvalidStateError: print(False)
    try: await fu
    except asyncio.CancelledError: print("await raises")
    try: fu.result()
    except asyncio.CancelledError: print("result raises")
    g=asyncio.get_running_loop().create_future(); g.set_exception(ValueError("v"))
    for i in range(2):
        try: await g
        except ValueError as e: print(e)
    print(g.exception())
asyncio.run(main())
