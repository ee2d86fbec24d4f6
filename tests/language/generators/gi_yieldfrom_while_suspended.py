import types


def inner():
    print("running", outer.gi_yieldfrom, outer.gi_running)
    yield 1


def middle():
    yield from child
    yield from items
    yield 3


child = inner()
items = iter("a")
outer = middle()
print(outer.gi_yieldfrom)
next(outer)
print(outer.gi_yieldfrom is child, child.gi_yieldfrom)
next(outer)
print(outer.gi_yieldfrom is items)
next(outer)
print(outer.gi_yieldfrom)
print(list(outer), outer.gi_yieldfrom)


@types.coroutine
def pause():
    yield


async def leaf():
    await pause()
    return "leaf"


async def root():
    return await awaited

awaited = leaf()
coroutine = root()
coroutine.send(None)
print(coroutine.cr_await is awaited, awaited.cr_await.__name__)
try:
    awaited.send(None)
except StopIteration as end:
    print(end.value)
try:
    print(coroutine.send(None))
except (RuntimeError, StopIteration) as error:
    print(repr(error))


async def closed():
    try:
        await pause()
    except GeneratorExit:
        return "value of close"


coroutine = closed()
coroutine.send(None)
print(coroutine.close(), coroutine.close())
