import sys


def name():
    value = sys.exception()
    return type(value).__name__, sys.exc_info()[0] is (type(value) if value else None)


print(name())
try:
    1 / 0
except ZeroDivisionError:
    print(name())
    try:
        {}["k"]
    except KeyError:
        print(name())
    print(name())
    print([name() for _ in "a"])
print(name())


def gen():
    try:
        raise ValueError
    except ValueError:
        yield name()
        yield name()


g = gen()
print(next(g), name())
try:
    raise KeyError
except KeyError:
    print(next(g), name())
print(name())
