# Keys that must be compared, some with consequences.
class Same:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if CHANCE.random() < 0.05:
            CHANCE.react()
        return isinstance(other, Same) and self.number == other.number


MAKERS += [
    lambda: {Same(number): number for number in range(9)},
    lambda: {Same(number) for number in range(9)},
    lambda: frozenset(Same(number) for number in range(5)),
    lambda: collections.OrderedDict((Same(number), number) for number in range(5)),
    lambda: collections.Counter(Same(number) for number in range(5)),
    lambda: dict.fromkeys(number * (2**61 - 1) for number in range(1, 30)),
    lambda: {0: 1, -0.0: 2, False: 3, 2**61 - 1: 4, float("nan"): 5},
    lambda: Same(3),
    lambda: functools.lru_cache(2)(lambda *args: CHANCE.react()),
    lambda: weakref.WeakValueDictionary({Same(1): CHANCE.kept}),
] * 3
