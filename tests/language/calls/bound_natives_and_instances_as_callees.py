# Methods that were bound before, and objects whose class has `__call__`, are called from anywhere.
import functools
import random

found = []
add = found.append
add(1)
random.seed(5)
draw = random.random
print(draw() == random.Random(5).random(), 0 <= random.random() < 1, found)


class Counter:
    def __init__(self):
        self.seen = []
        self.add = self.seen.append
        self.largest = functools.partial(max, 3)
        self.inner = Doubling()

    def use(self):
        return self.add(1), self.add(2), self.seen, self.largest(5), self.largest(1), self.inner(4)


class Doubling:
    def __call__(self, value, more=0, *rest, factor=2):
        return value * factor + more, rest


class Native:
    __call__ = len


class Printing:
    __call__ = print


class Listed(list):
    def __call__(self, index):
        return self[index]


double = Doubling()


def local():
    items = [3, 1, 2]
    push, take, twice = items.append, items.pop, Doubling()
    for number in range(3):
        push(number)
    return take(), take(0), items, twice(1), twice(1, 2, 3), twice(1, factor=3), double(5), Listed("abc")(1)


@functools.lru_cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(Counter().use())
print(local())
print(double(1), double(1, more=1), fibonacci(50), fibonacci.cache_info().hits)
Printing()("printed")
for attempt in lambda: Native()(), lambda: double(), lambda: add(), lambda: draw(1), lambda: Listed("a")(5), lambda: found.append():
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, error)
print([method("a,b") for method in (str.upper, "x".join, ",".split, set().add)])
print(type(1) is int, type(found) is list, type(double), type(Doubling()).__name__, [type(x).__name__ for x in (1, "", None, ())])
