import asyncio
import collections.abc


def shown(act):
    try:
        return repr(act()).partition(" at ")[0]
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


async def waiting(thing):
    return await thing


class Yielding:
    def __init__(self, future):
        self.future = future

    def __await__(self):
        yield self.future


class Delegating(Yielding):
    def __await__(self):
        first = yield from self.future
        second = yield from self.future
        return first + second


async def main():
    loop = asyncio.get_running_loop()
    pending = loop.create_future()
    print(shown(lambda: iter(pending)), shown(lambda: pending.__await__()))
    for act in (lambda: list(pending), lambda: [*pending], lambda: next(pending), lambda: set().update(pending)):
        print(shown(act))
    print(isinstance(pending, collections.abc.Iterator), isinstance(pending, collections.abc.Iterable))
    pending._asyncio_future_blocking = False

    iterator = iter(pending)
    print(next(iterator) is pending, pending._asyncio_future_blocking, shown(lambda: next(iterator)))
    pending.set_result(7)
    print(shown(lambda: iterator.send(1)), shown(lambda: next(iterator)), list(pending))
    iterator = iter(pending)
    print(shown(lambda: iterator.throw(KeyError("thrown"))), shown(lambda: next(iterator)))
    iterator = iter(pending)
    print(iterator.close(), shown(lambda: next(iterator)))

    future = loop.create_future()
    tasks = [asyncio.create_task(waiting(thing)) for thing in (future, Delegating(future), Yielding(future))]
    await asyncio.sleep(0)
    future.set_result(2)
    for task in tasks:
        await asyncio.wait([task])
        print(shown(task.result).partition(" in task ")[0])

    coroutine = waiting(loop.create_future())
    coroutine.send(None)
    print(shown(lambda: coroutine.send(None)))


asyncio.run(main())
