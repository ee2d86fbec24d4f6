# What iterators take from those that they draw from, and when.
import copy
from itertools import *

numbers = iter(range(10))
print(list(islice(numbers, 5, 3)), next(numbers), list(islice(numbers, 0, 3, 2)), list(numbers))
print(list(islice([1], None, None, None)), list(islice(range(10), True, None, True)), list(islice(range(20), 1, 17, 5)))

big = count(2**62 - 1)
print([next(big), next(big)], big, count(), count(1, 1.5), count(step=-2), next(count(True)), repeat("a", 2), repeat(1, -3))
print([x for x, _ in zip(cycle("abc"), range(7))], list(cycle([])), repeat(1, 5).__length_hint__())


def failing():
    yield 1
    yield 2
    raise ValueError("over")


for iterator in [chain(failing(), [3]), accumulate(failing()), pairwise(failing()), zip_longest(failing(), [1])]:
    seen = []
    try:
        for item in iterator:
            seen.append(item)
    except ValueError as error:
        print(seen, error, list(iterator))

print([(key, next(group), list(group) if key != "b" else None) for key, group in groupby("aaabbbccd")])
print([list(group) for group in [group for _, group in groupby("aabb")]], [(k, list(g)) for k, g in groupby("aAbB", str.upper)])

a, b = tee("abcd")
next(a)
c = copy.copy(a)
print(list(c), list(a), list(b), tee([], 0), len(tee([], 3)))
a, b = tee(tee("abcd")[0])
next(a)
x, y, z = tee(a, 3)
print(list(x), list(b), list(z), list(y))
reader = None


def reentrant():
    yield next(reader)


(reader,) = tee(reentrant(), 1)
try:
    next(reader)
except RuntimeError as error:
    print(error)
print(sum(1 for _ in tee(range(50000))[0]))


class Tens(count):
    def __next__(self):
        return super().__next__() * 10


class Links(chain):
    pass


tens = Tens(2)
print([next(tens), next(tens)], tens, list(zip(Tens(), "ab")), type(Links.from_iterable(["ab"])).__name__, list(Links("a", "b")))
print(list(zip_longest("ab", "c", fillvalue=0)), list(zip_longest()), list(zip_longest("ab", [], "c")))
print(list(accumulate([1, 2], initial=None)), list(accumulate([3, 1, 2], max)), list(accumulate([], initial=5)))
print(list(filterfalse(None, [0, 1])), list(filterfalse(lambda x: x > 1, range(4))), list(compress("abc", [1, 0, 1, 1])))
print(chain[int], [list(batch) for batch in batched("abcde", 2)], list(starmap(pow, [(1, 2), [2, 3]])))
