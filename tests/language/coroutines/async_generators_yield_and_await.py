class Pause:
    def __await__(self):
        yield "pause"


async def agen(n):
    try:
        for i in range(n):
            await Pause()
            got = yield i
            if got:
                print("got", got)
    finally:
        print("finally")


def drive(awaitable):
    steps = []
    it = awaitable.__await__()
    while True:
        try:
            steps.append(next(it))
        except StopIteration as stop:
            return steps, stop.value
        except StopAsyncIteration:
            return steps, "stop"


g = agen(2)
print(type(g).__name__, drive(g.__anext__()), drive(g.asend("hello")), drive(anext(g)))


async def collect():
    return [x async for x in agen(3)]


c = collect()
while True:
    try:
        print(c.send(None))
    except StopIteration as stop:
        print(stop.value)
        break
g = agen(3)
print(drive(g.__anext__()), drive(g.aclose()), drive(g.__anext__()))
g = agen(3)
drive(g.__anext__())
try:
    drive(g.athrow(ValueError("thrown")))
except ValueError as error:
    print(error)
