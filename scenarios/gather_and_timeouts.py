"""All, first, in time: three servers are asked, and main waits for some of their answers."""
import asyncio

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    how = "first"                                # or "all", "all in time"
    limit = 3
    rest = "leave alone"                         # or "cancel"


answers = 0


async def answer(city, after):
    global answers
    await asyncio.sleep(after * SECOND)
    answers += 1
    return city


async def all_of(asked):
    return ", ".join(await asyncio.gather(*asked))


async def main():
    asked = [asyncio.create_task(answer("Oslo", 2)), asyncio.create_task(answer("Lima", 4)),
             asyncio.create_task(answer("Tokyo", 6))]
    if knob.how == "all":
        print("all: " + await all_of(asked))
    elif knob.how == "first":
        done, pending = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        print(f"first: {await done.pop()}, without an answer: {len(pending)}")
    else:
        try:
            got = await asyncio.wait_for(all_of(asked), knob.limit * SECOND)
        except TimeoutError:
            got = "no"
        print("all in time: " + got)
    for future in asked:
        if knob.rest == "cancel" and not future.done():
            future.cancel()
    await asyncio.wait(asked)                    # only to see what becomes of them
    print(f"answers in the end: {answers}")


asyncio.run(main())
