"""Who sets the result: two clerks have one future to set."""
import asyncio

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    clerks = "both set"                          # or "look first", or "set an error", or "nobody"
    equal = "no"                                 # or "yes"


async def clerk(number, price):
    await asyncio.sleep((1 if knob.equal == "yes" else number) * SECOND)  # looks it up
    if knob.clerks == "nobody":
        return
    if knob.clerks == "set an error":
        if number == 1:
            price.set_exception(LookupError("the list is missing"))
        return
    if knob.clerks == "look first" and price.done():
        return
    try:
        price.set_result(f"30, says clerk {number}")
    except asyncio.InvalidStateError:
        print(f"clerk {number} is too late")


async def reader(price):
    try:
        return f"the price is {await price}"
    except LookupError:
        return "there is no price"


async def main():
    price = asyncio.get_running_loop().create_future()  # no task stands behind it
    asked = [asyncio.create_task(clerk(number, price)) for number in (1, 2)]
    other = asyncio.create_task(reader(price))
    print("main: " + await reader(price))
    print("reader: " + await other)
    await asyncio.gather(*asked)


asyncio.run(main())
