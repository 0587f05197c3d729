import asyncio; from h import *
async def f(n, t): await asyncio.sleep(S(t)); print(n, now())
async def main(): await asyncio.gather(f("a", 3), f("b", 1), f("c", 2))
asyncio.run(main())
