import asyncio


def attempt(f, *args, **named):
    try:
        return f(*args, **named)
    except TypeError as error:
        return str(error)


def plain(a, b=2, c=3): return a, b, c
def only(a, *, b=2, c): return a, b, c
def first(a, b=2, /, c=3): return a, b, c


class Point:
    def __init__(self, x, y=0, *, z=0): self.at = x, y, z
    def move(self, dx=1, *, dy=1): return self.at, dx, dy
    @classmethod
    def make(cls, x, y=5): return cls(x, y=y).at
    @staticmethod
    def add(a, b=1): return a + b


def calls():
    """The same calls in a function, a generator and a coroutine: their registers lie elsewhere."""
    yield plain(1), plain(1, 5), plain(1, c=5), plain(c=1, b=2, a=3), plain(b=1, a=2)
    yield only(1, c=2), only(c=1, a=2), only(b=5, c=6, a=7)
    yield first(1), first(1, c=4), first(1, 5, c=4)
    point = Point(1, z=4)
    yield Point(1).at, Point(y=1, x=2).at, point.move(), point.move(dy=3), point.move(4, dy=5), Point.make(3), point.make(3, y=1)
    move = point.move
    yield move(), move(dy=2), move(7), point.add(1), Point.add(1, b=4), Point.add(a=2)
    for wrong in (lambda: plain(), lambda: plain(1, a=2), lambda: plain(1, 2, 3, 4), lambda: plain(1, d=4), lambda: only(1),
                  lambda: only(1, 2, c=3), lambda: first(a=1), lambda: first(1, b=2), lambda: move(1, 2), lambda: move(dx=1, dz=2),
                  lambda: Point(), lambda: Point(1, x=2), lambda: point.add(), lambda: Point.make(y=1)):
        yield attempt(wrong)
    kept = [1, 2]
    for _ in range(2):
        # What a refused call got is not lost.
        try:
            plain(kept, kept, a=kept)
        except TypeError as error:
            yield str(error), kept


def changed():
    plain.__defaults__ = 20, 30
    yield plain(1), plain(1, c=5)
    plain.__defaults__ = (30,)
    yield attempt(lambda: plain(1)), plain(1, 2), plain(b=1, a=0)
    plain.__defaults__ = None
    yield attempt(lambda: plain(1, 2))
    only.__kwdefaults__["c"] = 9
    yield only(1), only(1, b=3)
    only.__kwdefaults__ = None
    yield attempt(lambda: only(1, c=3)), only(1, c=1, b=2)


def deep(n, *, step=1):
    return n if n <= 0 else 1 + deep(n - step, step=step)


async def coroutine():
    result = []
    for value in calls():
        result.append(value)
        result.append((plain(1, c=2), only(1, c=3)))
    return result


def chain(n=50):
    if n:
        yield plain(n, c=1)
        yield from chain(n=n - 1)


everything = list(calls())
print(*everything, sep="\n")
print([value for value in asyncio.run(coroutine())][::2] == everything)
print(sum(c for _, _, c in chain()), deep(400), deep(300, step=3))
print(*changed(), sep="\n")


def endless(n=0, *, step=1):
    return endless(n=n + step, step=step)


try:
    endless()
except RecursionError as error:
    print(error)
