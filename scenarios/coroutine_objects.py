"""Calling is not running: what an async function gives when it is called."""
import asyncio

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    how = "awaited"                              # or "only made", or "awaited twice", or "as tasks"
    work = 1
    bake = 1


baked = 0


async def bake(cake):
    global baked
    await asyncio.sleep(knob.bake * SECOND)
    baked += 1
    return cake


async def main():
    nut, plum = bake("nut cake"), bake("plum cake")        # nothing of them has run
    await asyncio.sleep(knob.work * SECOND)      # something else; nobody bakes meanwhile
    print(f"baked so far: {baked}")
    if knob.how == "awaited":
        print(await nut)                         # runs here, like a call
        print(await plum)
    elif knob.how == "as tasks":
        first, second = asyncio.create_task(nut), asyncio.create_task(plum)
        print(await first)
        print(await second)
    elif knob.how == "awaited twice":
        print(await nut)
        try:
            await nut
        except RuntimeError:
            print("again: an error")
        print(await plum)
    print(f"baked: {baked}")


asyncio.run(main())
