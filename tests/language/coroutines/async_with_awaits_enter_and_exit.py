class CM:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow

    async def __aenter__(self):
        print("enter", self.name)
        return self.name

    async def __aexit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__)
        return self.swallow


def run(coro):
    try:
        coro.send(None)
    except StopIteration as stop:
        return stop.value


async def main():
    async with CM("a") as a, CM("b"):
        print(a)
    async with CM("swallow", True):
        raise ValueError
    try:
        async with CM("pass"):
            raise KeyError
    except KeyError:
        print("passed")
    for i in range(2):
        async with CM(i):
            if i == 0:
                continue
            break
    async with (CM("x") as x, CM("y") as y):
        return x, y


print(run(main()))


async def bad(thing):
    async with thing:
        pass


class Sync:
    def __enter__(self): ...
    def __exit__(self, *a): ...


class NotAwaitable:
    def __aenter__(self): return 1
    async def __aexit__(self, *a): ...


for thing in (5, Sync(), NotAwaitable()):
    try:
        run(bad(thing))
    except TypeError as error:
        print(error)
