"""What pairs about cancelling share: short names, and a loop whose clock does not wait. When nobody is ready it is the
time of the next timer at once, so that times are exact; all else is asyncio's own."""
import asyncio
import selectors
from asyncio import CancelledError, TaskGroup, create_task as spawn, gather, shield, sleep, timeout, wait, wait_for


class Clock(selectors.DefaultSelector):
    now = 0.0

    def select(self, seconds=None):
        ready = super().select(0)
        if not ready and seconds: Clock.now += seconds
        return ready


def block(seconds): Clock.now += seconds
def T(): return round(Clock.now * 10)
def names(error): return " ".join("(" + names(e) + ")" if isinstance(e, BaseExceptionGroup) else str(e.args[0]) for e in error.exceptions)


def kind(error):
    if isinstance(error, CancelledError): return "cancelled"
    if isinstance(error, TimeoutError): return "timeout"
    return "group " + names(error) if isinstance(error, BaseExceptionGroup) else str(error.args[0])


class Loop(asyncio.SelectorEventLoop):
    def __init__(self): super().__init__(Clock())
    def time(self): return Clock.now


def run(main):
    with asyncio.Runner(loop_factory=Loop) as runner: runner.run(main())
