# Moving keys about, in small dicts and in large ones, among gaps.
from collections import OrderedDict
from functools import lru_cache

for count in (4, 8, 9, 40):
    order = OrderedDict((number, str(number)) for number in range(count))
    order.move_to_end(0)
    order.move_to_end(count - 1)
    order.move_to_end(1, last=False)
    del order[2]
    order.move_to_end(1)
    order.move_to_end(0)
    for number in range(3 * count):
        order.move_to_end((0, 1, count - 1)[number % 3])
    print(count, list(order), list(reversed(order)), order[0], len(order), order.popitem(), order.popitem(last=False))
    try:
        order.move_to_end("missing")
    except KeyError as error:
        print(repr(error))


@lru_cache(maxsize=3)
def double(number):
    print("doubles", number)
    return number * 2


for number in (1, 2, 3, 1, 4, 2, 3, 1, 1, 4):
    double(number)
print(double.cache_info())


@lru_cache
def many(number):
    return -number


for number in range(300):
    many(number % 130)
    many(number % 7)
print(many.cache_info())
