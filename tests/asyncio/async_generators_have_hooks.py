import asyncio

import jumping_clock
import sys


async def ticks(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("closing", n)
        await asyncio.sleep(0)
        if n == 4:
            raise ValueError("while closing")
        print("closed", n)


def complain(loop, context):
    print(context["message"].split(" <")[0], repr(context["exception"]), context["asyncgen"].__name__)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(complain)
    hooks = sys.get_asyncgen_hooks()
    print(hooks.firstiter.__name__, hooks.finalizer.__name__, hooks.firstiter.__self__ is loop)
    global kept
    kept = ticks(4)
    await anext(kept)
    dropped = ticks(3)
    dropped.__name__ = "renamed"
    await anext(dropped)
    print(dropped.__name__)
    del dropped
    await asyncio.sleep(0.01)
    unstarted = ticks(1)
    del unstarted


asyncio.run(main(), loop_factory=jumping_clock.loop)
print(sys.get_asyncgen_hooks())


def drive(step):
    try:
        step.send(None)
    except StopIteration as stop:
        return stop.value


async def plain():
    try:
        yield 1
        yield 2
    finally:
        print("finally")


sys.set_asyncgen_hooks(firstiter=lambda agen: print("first", agen.__name__))
sys.set_asyncgen_hooks(finalizer=lambda agen: print("last", agen.__name__, drive(agen.aclose())))
agen = plain()
print(drive(agen.asend(None)), drive(agen.__anext__()))
del agen
agen = plain()
agen.__name__ = "other"
print(drive(agen.__anext__()))
agen.__qualname__ = "yet another"
agen = None
for args in [(1,), (None, 2)]:
    try:
        sys.set_asyncgen_hooks(*args)
    except TypeError as error:
        print(error)
sys.set_asyncgen_hooks(None, finalizer=None)
print(tuple(sys.get_asyncgen_hooks()))
