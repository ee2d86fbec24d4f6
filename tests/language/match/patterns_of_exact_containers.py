# Sequences and mappings of builtin and of derived classes meet the same patterns.
import collections


class Dict(dict):
    def get(self, key, default=None):
        return "got"


class Sized(list):
    def __len__(self):
        return 2


def kind(subject):
    match subject:
        case {"k": first, "j": second}:
            return first, second
        case {"k": value, **rest}:
            return value, rest
        case {1: value}:
            return "one", value
        case [a, b]:
            return "two", a, b
        case [a, *rest]:
            return "many", a, rest
        case str():
            return "text"
        case {}:
            return "map"
        case _:
            return "other"


for subject in (
    {"k": 1}, {"k": 1, "j": 2}, {True: "t"}, {}, (1, 2), [1, 2, 3], [1], (), "ab", b"ab", 5, None, range(2),
    collections.defaultdict(int), collections.OrderedDict(k=3), Dict(), Sized([1]), collections.deque([1, 2]),
):
    try:
        print(kind(subject))
    except Exception as error:
        print(type(error).__name__, error)


class Key:
    a = "same"


def twice(subject):
    match subject:
        case {Key.a: first, "same": second}:
            return first, second


try:
    print(twice({"same": 1}))
except ValueError as error:
    print(error)
