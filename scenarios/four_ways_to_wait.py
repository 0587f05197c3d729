"""Four ways to wait: three of them with the standard library; greenlets are a package."""
import asyncio
import time

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    way = "awaits"                               # or "callbacks", or "generators"
    words = 3
    takes = 1


# Callbacks: when a word is said, the next one is started.
def by_callbacks():
    loop = asyncio.new_event_loop()
    left = ["A", "B"]

    def said(who, word):
        print(f"{who}{word}")
        if word < knob.words:
            loop.call_later(knob.takes * SECOND, said, who, word + 1)
        else:
            left.remove(who)
            if not left:
                loop.stop()

    for who in "AB":
        loop.call_later(knob.takes * SECOND, said, who, 1)
    loop.run_forever()
    loop.close()


# Generators: each stands still after a word, and somebody goes into one after the other.
def speaker(who):
    for word in range(1, knob.words + 1):
        time.sleep(knob.takes * SECOND)
        print(f"{who}{word}")
        yield word


def by_generators():
    a, b = speaker("A"), speaker("B")
    for _ in range(knob.words):
        next(a)
        next(b)


# Awaits: two tasks; each is left where it waits.
async def talk(who):
    for word in range(1, knob.words + 1):
        await asyncio.sleep(knob.takes * SECOND)
        print(f"{who}{word}")


async def by_awaits():
    await asyncio.gather(talk("A"), talk("B"))


def main():
    if knob.way == "callbacks":
        by_callbacks()
    elif knob.way == "generators":
        by_generators()
    else:
        asyncio.run(by_awaits())


main()
