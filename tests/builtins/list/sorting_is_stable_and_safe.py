words = ["banana", "Apple", "cherry", "date", "apple"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
pairs = [(1, "b"), (0, "x"), (1, "a"), (0, "a")]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True), sorted(pairs))
print(sorted([3, 1.5, True, 2]), sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], []]), sorted(range(5), key=lambda x: x % 2))
items = [3, 2, 1]


def spy(x):
    print("inside the list is", items)
    return x


items.sort(key=spy)


def modify(x):
    items.append(9)
    return x


try:
    items.sort(key=modify)
except ValueError as error:
    print(error)


def fail(x):
    raise KeyError(x)


items = [2, 1]
try:
    items.sort(key=fail)
except KeyError as error:
    print(repr(error), items)


class Lt:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return self.n < other.n


print([x.n for x in sorted([Lt(3), Lt(1), Lt(2)])])
import random

random.seed(5)
big = [random.randrange(1000) for _ in range(2000)]
result = sorted(big)
print(all(a <= b for a, b in zip(result, result[1:])), len(result), sorted(big, reverse=True) == result[::-1])
