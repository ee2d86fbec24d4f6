def drive(awaitable):
    it = awaitable.__await__()
    while True:
        try:
            next(it)
        except StopIteration as stop:
            return stop.value


async def agen():
    yield 1
    yield 2


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def stops():
    yield 1
    raise StopAsyncIteration


async def stops_plain():
    yield 1
    raise StopIteration


try:
    iter(agen())
except TypeError as error:
    print(error)
g = agen()
try:
    drive(g.asend("early"))
except TypeError as error:
    print(error)
s = stubborn()
drive(s.__anext__())
try:
    drive(s.aclose())
except RuntimeError as error:
    print(error)
for make in (stops, stops_plain):
    s = make()
    drive(s.__anext__())
    try:
        drive(s.__anext__())
    except RuntimeError as error:
        print(error)
a = agen().__anext__()
drive(a)
try:
    drive(a)
except RuntimeError as error:
    print(error)
try:
    drive(anext(5))
except TypeError as error:
    print(error)
try:
    aiter([])
except TypeError as error:
    print(error)


async def default():
    g = agen()
    return [await anext(g, "d") for _ in range(3)]


try:
    default().send(None)
except StopIteration as stop:
    print(stop.value)
