# Functions that go through a generator find it as they would with `next`: exceptions, ends, and itself running.


def count(limit, log):
    try:
        for number in range(limit):
            yield number
    finally:
        log.append("closed")


for native in (sum, list, tuple, set, max, sorted, any, all):
    log = []
    print(native.__name__, native(count(4, log)), log)

print(",".join(str(number) for number in range(3)), dict((number, number) for number in range(3)))


def raising():
    yield 1
    raise ValueError("in the middle")


for native in (sum, list, set):
    generator = raising()
    try:
        native(generator)
    except ValueError as error:
        print(native.__name__, error, list(generator))


def stopping():
    yield 1
    raise StopIteration


try:
    list(stopping())
except RuntimeError as error:
    print(error, type(error.__cause__).__name__)


def itself():
    yield 1
    yield sum(me)


me = itself()
try:
    print(list(me))
except ValueError as error:
    print(error)


def delegating():
    yield 0
    yield from (number * 10 for number in range(3))
    return "ignored"


print(sum(delegating()), max(delegating()))


def handling():
    try:
        raise KeyError("k")
    except KeyError as error:
        yield repr(error)
        yield "still " + repr(error)


print(list(handling()))

try:
    raise LookupError("outside")
except LookupError:

    def inside():
        import sys

        yield repr(sys.exception())
        try:
            raise ValueError("inside")
        except ValueError:
            yield repr(sys.exception())
        yield repr(sys.exception())

    print(list(inside()))


def sending():
    got = yield "first"
    print("got", got)
    got = yield "second"
    print("got", got)
    yield "third"


generator = sending()
print(next(generator), generator.send("x"), list(generator))

generator = count(5, log := [])
print(any(number > 1 for number in generator), next(generator), list(generator), log)


def held():
    global keeper
    yield 1
    keeper = None
    yield 2


keeper = held()
print(sum(keeper), keeper)


def deep(level):
    if level:
        yield sum(deep(level - 1)) + 1
    else:
        yield 0


print(sum(deep(20)))


def endless(level):
    yield sum(endless(level + 1))


try:
    sum(endless(0))
except RecursionError as error:
    print(type(error).__name__)
