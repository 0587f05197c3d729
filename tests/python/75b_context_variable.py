import asyncio, contextvars, threading
v = contextvars.ContextVar("v", default="none")
async def child(n): print("child", n, "begins with", v.get()); v.set(n); await asyncio.sleep(.05); print("child", n, "sees", v.get())
async def main():
    before = v.set("main")
    ts = [asyncio.create_task(child(n)) for n in (1, 2)]
    v.set("later")
    await asyncio.gather(*ts)
    print("main sees", v.get()); v.reset(before); print("main sees", v.get())
    own = threading.local(); own.x = 1
    async def other(): print("same thread", own.x); own.x = 2
    await asyncio.create_task(other()); print("one thread", own.x)
asyncio.run(main())
