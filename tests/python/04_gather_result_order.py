import asyncio; from h import *
async def f(n): await asyncio.sleep(S(n)); print("end", n, now()); return n
async def main(): print(*await asyncio.gather(f(3), f(1), f(2)), now()); print(len(await asyncio.gather()))
asyncio.run(main())
