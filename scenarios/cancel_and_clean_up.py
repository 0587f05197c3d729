"""Cancel and clean up: a print job is cancelled in the middle of a page."""
import asyncio

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    job = "cleans up"                            # or "careless", "goes on", "shielded"
    pages = 5
    after = 2.5


printer = asyncio.Lock()
printed = 0


async def print_page():
    global printed
    try:
        await asyncio.sleep(1 * SECOND)          # CancelledError is raised here
    except asyncio.CancelledError:
        if knob.job != "goes on":                # else it is swallowed
            raise
    printed += 1


async def print_pages():
    for page in range(knob.pages):
        await print_page()


async def job():
    await printer.acquire()
    if knob.job == "careless":
        await print_pages()
        printer.release()                        # not reached by an error
    else:
        try:
            await print_pages()
        finally:
            printer.release()                    # reached in any case


async def cover(inner):
    await asyncio.shield(inner)


async def main():
    inner = asyncio.create_task(job())
    outer = asyncio.create_task(cover(inner)) if knob.job == "shielded" else inner
    await asyncio.sleep(knob.after * SECOND)
    print("cancelled:", str(outer.cancel()).lower())
    await asyncio.wait([outer])
    print(f"main continues after {printed} pages")
    await printer.acquire()                      # for the next job
    print(f"the next job has the printer after {printed} pages")
    printer.release()
    await asyncio.wait([inner])


asyncio.run(main())
