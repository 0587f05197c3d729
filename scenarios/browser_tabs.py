"""Tabs that share one loop. The heavy tab's script gives the loop back a hundred times, or keeps it to the end."""
import asyncio
import time

TABS, FRAMES = 3, 15
PAUSE, SCRIPT = 0.020, 0.200


async def tab(late):
    for frame in range(FRAMES):
        due = time.monotonic() + PAUSE
        await asyncio.sleep(PAUSE)
        late.append(time.monotonic() - due)


def compute(seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


async def heavy_tab(polite):
    await asyncio.sleep(0.1)                 # the reader clicks
    for part in range(100):
        compute(SCRIPT / 100)
        if polite:
            await asyncio.sleep(0)           # a hundredth, then the others


async def worst(polite):
    late = []
    await asyncio.gather(heavy_tab(polite), *(tab(late) for number in range(TABS)))
    return max(late)


rude, polite = asyncio.run(worst(False)), asyncio.run(worst(True))
print(f"keeps the loop:      the worst frame is {1000 * rude:.0f} ms late")
print(f"gives it back often: the worst frame is {1000 * polite:.0f} ms late")
assert rude > 0.1
