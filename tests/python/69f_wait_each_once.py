from h import *
import asyncio
async def f(n): await asyncio.sleep(S(n)); return n
async def main():
    t=asyncio.create_task(f(1)); d,p=await asyncio.wait([t,t]); print(len(d),len(p))
    c=f(1)
    try: await asyncio.wait([c])
    except TypeError: print("forbidden"); c.close()
    n=0
    t=asyncio.create_task(f(1)); u=asyncio.create_task(f(2))
    for x in asyncio.as_completed([t,t,u]): await x; n+=1
    print(n)
asyncio.run(main())
