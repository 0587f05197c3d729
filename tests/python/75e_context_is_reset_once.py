from h import *
import asyncio, contextvars
v=contextvars.ContextVar("v", default="d")
async def f(n): v.set(n); await asyncio.sleep(0); return v.get()
async def g(): v.set("g"); return v.get()
async def main():
    v.set("m"); print(await asyncio.gather(f(1),f(2)), v.get()); print(await g(), v.get())
    print(await asyncio.wait_for(f(3), S(5)), v.get())
    async with asyncio.timeout(S(5)): await f(4)
    print(v.get()); print(await asyncio.shield(f(5)), v.get())
    async with asyncio.TaskGroup() as tg: t=tg.create_task(f(6))
    print(t.result(), v.get())
    t=v.set("x"); u=v.set("y"); v.reset(t); print(v.get())
    try: v.reset(t)
    except RuntimeError: print("used already")
asyncio.run(main())
