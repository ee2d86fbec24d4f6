def gen():
    yield 1
    raise StopIteration("oops")


g = gen()
print(next(g))
try:
    next(g)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def from_next():
    yield next(iter([]))


try:
    list(from_next())
except RuntimeError as error:
    print(error)
try:
    list(next(iter([])) for _ in "a")
except RuntimeError as error:
    print(error)
