"""Inside the event loop: who prints what, and in which order."""
import asyncio

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    gives_way = "yes"                            # or "no"
    a_sleeps = 2
    b_sleeps = 1


lines = 0                                        # printed by A and B
seen = 0                                         # of them, when main continues after it has given way


def say(text):
    global lines
    lines += 1
    print(text)


async def task(name, length):
    say(f"{name} begins")
    if knob.gives_way == "yes":
        await asyncio.sleep(0)                   # to the tail of the ready queue
    say(f"{name} goes to sleep")
    await asyncio.sleep(length * SECOND)         # a timer, which puts it at the tail when it is due
    say(f"{name} wakes")
    return name


def ring(future):
    print(f"callback: {future.result()} has ended")


async def main():
    global seen
    a, b = asyncio.create_task(task("A", knob.a_sleeps)), asyncio.create_task(task("B", knob.b_sleeps))
    a.add_done_callback(ring)
    print("main has started A and B")
    await asyncio.sleep(0)
    seen = lines
    print("main again")
    await asyncio.gather(a, b)
    print("main has both")


asyncio.run(main())
