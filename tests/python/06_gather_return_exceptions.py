import asyncio; from h import *
async def f(n):
    await asyncio.sleep(S(n))
    if n == 2: raise ValueError("two")
    return n
async def main(): print(*await asyncio.gather(f(1), f(2), f(3), return_exceptions=True), now())
asyncio.run(main())
