"""Nobody awaited: three letters are started, and main returns before they are sent."""
import asyncio

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    main = "returns"                             # or "awaits all"
    letters = 3
    stays = 1.5


async def letter(number):
    await asyncio.sleep(number * SECOND)         # until the mail server has it
    print(f"letter {number} is sent")


async def main():
    letters = [asyncio.create_task(letter(number)) for number in range(1, knob.letters + 1)]
    await asyncio.sleep(knob.stays * SECOND)     # main's other work
    if knob.main == "awaits all":
        await asyncio.gather(*letters)
    print("main returns")


asyncio.run(main())
