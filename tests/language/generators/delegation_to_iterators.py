# `yield from` passes on items of iterators that are no generators, however the generator is asked.
def flat():
    yield from (1, 2)
    yield from [3]
    yield from range(4, 6)
    result = yield from iter([6, 7])
    yield result
    yield from "ab"
    yield from {"k": 1}
    result = yield from inner()
    yield result
    yield from ()


def inner():
    yield "inner"
    return "result"


def nested(depth):
    if depth:
        yield depth
        yield from nested(depth - 1)
        yield from (depth, depth)


print(list(flat()), sum(1 for _ in flat()), [item for item in flat()], tuple(nested(3)), any(x == 5 for x in flat()))
generator = flat()
print([next(generator) for _ in range(4)], generator.send(None), next(generator))
for item in generator:
    if item == 7:
        break
print(next(generator), list(generator))
generator = flat()
next(generator)
try:
    generator.send(5)
except AttributeError as error:
    print(error)
generator = flat()
next(generator)
try:
    generator.throw(KeyError("thrown"))
except KeyError as error:
    print(repr(error), list(generator))


def growing():
    items = [1]
    for item in passing(items):
        if item < 4:
            items.append(item + 1)
        yield item


def passing(items):
    try:
        yield from items
    finally:
        print("passed on")


print(list(growing()))
first = passing([1, 2])
next(first)
del first
handled = passing(iter([1]))
try:
    raise ValueError
except ValueError:
    print(list(handled))
