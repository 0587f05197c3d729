from h import *
import asyncio
async def bad(n): print("bad", n); raise ValueError(n)
async def late(e,n): await e.wait(); raise ValueError(n)
async def y(n):
    for i in range(n): await asyncio.sleep(0)
    raise ValueError(n)
async def ok():
    try: await asyncio.sleep(S(1)); print("ok")
    except asyncio.CancelledError: print("ok cancelled"); raise
async def main():
    e=asyncio.Event()
    async def setter(): await asyncio.sleep(0); e.set()
    for jobs in ([bad(1),bad(2),ok()], [late(e,1),late(e,2),setter()], [y(1),y(1),ok()], [y(1),y(2),ok()], [y(1),y(3),y(2)]):
        try:
            async with asyncio.TaskGroup() as g:
                for j in jobs: g.create_task(j)
        except* ValueError as x: print(len(x.exceptions), [str(v) for v in x.exceptions])
asyncio.run(main())
