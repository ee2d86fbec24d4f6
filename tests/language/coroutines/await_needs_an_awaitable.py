class NotIterator:
    def __await__(self): return 5


class ReturnsCoroutine:
    def __await__(self): return coro()


async def coro(): return 1


async def run(thing): return await thing


def drive(c):
    try:
        c.send(None)
    except StopIteration as stop:
        print("value", stop.value)
    except Exception as error:
        print(type(error).__name__, error)


drive(run(coro()))
for thing in (5, "x", None, NotIterator(), [], (x for x in "a")):
    drive(run(thing))
bad = ReturnsCoroutine()
drive(run(bad))
