# Classes derived from builtin ones, with and without attributes of their own.
import dataclasses, enum


class Meta(type):
    def __getattr__(cls, name):
        return CHANCE.react()

    def __instancecheck__(cls, other):
        return CHANCE.react()


class WithMeta(metaclass=Meta):
    pass


class Colour(enum.IntFlag):
    RED = 1
    BLUE = 2


@dataclasses.dataclass(order=True)
class Point:
    x: object = 1
    y: object = dataclasses.field(default_factory=list)


Pair = collections.namedtuple("Pair", "first second", defaults=[2])
BASES = [int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, type, Exception, property, range, slice]


def derived(base):
    try:
        made = type("Derived", (base,), {"held": 1})
    except TypeError:
        return base
    try:
        return made()
    except TypeError:
        return made


MAKERS += [
    WithMeta,
    lambda: WithMeta,
    lambda: Colour.RED | Colour.BLUE,
    lambda: Colour,
    Point,
    lambda: Point,
    lambda: Pair(1),
    lambda: Pair,
    lambda: type("Slots", (), {"__slots__": ("a", "b", "__dict__")})(),
    lambda: type("Diamond", (type("A", (Plain,), {}), type("B", (Plain,), {})), {}),
    *([lambda: derived(BASES[CHANCE.below(len(BASES))])] * 8),
] * 2
