import asyncio, contextvars
v=contextvars.ContextVar("v"); w=contextvars.ContextVar("w", default=0)
async def child():
    print("child", v.get(), w.get()); tok=w.set(5); v.set("c"); print(w.get()); w.reset(tok); print(w.get(), v.get())
def cb(t): print("cb", v.get("none"))
async def main():
    try: v.get()
    except LookupError: print("lookup")
    v.set("m"); t=asyncio.create_task(child()); v.set("m2"); t.add_done_callback(cb); v.set("m3"); await t
    await asyncio.sleep(0); print("main", v.get(), w.get())
    await child(); print("main", v.get())
asyncio.run(main())
