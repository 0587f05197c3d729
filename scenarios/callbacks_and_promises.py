"""Callbacks, promises, awaits: three steps, each of which needs the result of the one before."""
import asyncio

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    style = "callbacks"                          # or "careful callbacks", or "promises", or "awaits"
    fails = "nothing"                            # or "the second step"


async def find_shop():
    await asyncio.sleep(SECOND)
    return "shop"


async def ask_for_cake(shop):
    await asyncio.sleep(SECOND)
    if knob.fails == "the second step":
        raise LookupError(f"the {shop} has no cake")
    return "cake"


async def order(cake):
    await asyncio.sleep(SECOND)
    return cake + " ordered"


# With callbacks: each is called with the future of a step that is done, and starts the next step.
answers = asyncio.Queue(1)                       # for main, who waits at the end of the chain


def goes_on(step):                               # a careful callback looks before it takes the result
    if knob.style == "callbacks" or not step.exception():
        return True
    answers.put_nowait(f"not ordered: {step.exception()}")
    return False


def found_shop(step):
    if goes_on(step):
        asyncio.create_task(ask_for_cake(step.result())).add_done_callback(has_cake)


def has_cake(step):
    if goes_on(step):
        asyncio.create_task(order(step.result())).add_done_callback(ordered)


def ordered(step):
    if goes_on(step):
        answers.put_nowait(step.result())


async def by_callbacks():
    asyncio.create_task(find_shop()).add_done_callback(found_shop)
    return await answers.get()


# With promises: each task awaits the one before. The future of the last stands for all of them.
async def then_ask(shop):
    return await ask_for_cake(await shop)


async def then_order(cake):
    return await order(await cake)


async def by_promises():
    shop = asyncio.create_task(find_shop())
    cake = asyncio.create_task(then_ask(shop))
    return await asyncio.create_task(then_order(cake))


async def by_awaits():
    shop = await find_shop()
    cake = await ask_for_cake(shop)
    return await order(cake)


async def main():
    way = {"promises": by_promises, "awaits": by_awaits}.get(knob.style, by_callbacks)
    try:
        print(await way())
    except LookupError as error:
        print(f"not ordered: {error}")


asyncio.run(main())
