class Count:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


def run(coro):
    try:
        coro.send(None)
    except StopIteration as stop:
        return stop.value


async def main():
    async for x in Count(3):
        print(x)
    else:
        print("else")
    async for x in Count(5):
        if x == 3:
            break
    else:
        print("never")
    print([x async for x in Count(4) if x % 2], {x async for x in Count(2)}, {x: x async for x in Count(2)})
    print([await f(x) async for x in Count(2)], [y for x in [1, 2] async for y in Count(x)] if False else "")
    return [(a, b) async for a in Count(2) for b in "xy"]


async def f(x): return x * 10


print(run(main()))


async def bad(thing):
    async for x in thing:
        pass


class NoAnext:
    def __aiter__(self): return 5


class BadAnext:
    def __aiter__(self): return self
    def __anext__(self): return 5


for thing in ([1], 5, NoAnext(), BadAnext()):
    try:
        run(bad(thing))
    except TypeError as error:
        print(error)
