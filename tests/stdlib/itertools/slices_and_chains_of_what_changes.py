# Lists are read where they lie: what is added meanwhile counts, and an end is an end.
from itertools import chain, groupby, islice, product

items = [1, 2]
joined = chain(items, (3, 4), "ab", items)
print(next(joined), next(joined))
items.append(9)
print(next(joined), list(joined), list(joined))
items.append(10)
print(next(joined, "over"))

sliced = islice(items, 1, None, 2)
print(next(sliced))
items.extend([11, 12])
print(list(sliced))
items.extend([13, 14, 15, 16])
print(list(sliced))
print([list(islice(items, *bounds)) for bounds in ((2,), (0,), (3, 2), (2, 3), (1, 6, 3), (None,), (99, None), (2, 99, 50))])
iterator = iter(items)
print(list(islice(iterator, 2)), next(iterator), list(islice(iterator, 1, 4, 2)), next(iterator))


class Lists(list):
    def __iter__(self):
        return iter("own")


print(list(chain(Lists([1]), [Lists([2])])), list(islice(Lists([1, 2]), 2)), list(product(Lists([1]), [0])))
print(list(chain.from_iterable(([1], "b", {2: 3}))), list(chain()), list(chain([], (), [5])))
broken = chain([1], 5, [2])
print(next(broken))
for _ in range(2):
    try:
        print(next(broken))
    except (TypeError, StopIteration) as error:
        print(type(error).__name__, error)


class Chained(chain):
    pass


print(list(Chained([1], "a")), type(Chained()).__name__)
for bounds in ((-1,), ("a",), (1, 2, 0), (1, 2, -1), (1.5,), ()):
    try:
        islice([1], *bounds)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print([(key, list(run)) for key, run in groupby([1, 1, 2, 2, 1], key=lambda item: item > 1)])
print(list(product([1, 2], "ab")), list(product("ab", repeat=3))[-1], list(product([1], [], [2])))
