from enum import IntEnum, IntFlag, ReprEnum, StrEnum, Enum


class Mode(IntFlag):
    A = 1
    B = 2
    C = 4


print(repr(Mode.A | Mode.B), type(Mode.A | Mode.B).__name__, repr(Mode.A & 3), repr(~Mode.A), repr(Mode.A ^ Mode.C))
print(str(Mode.A), "%s" % Mode.A, str(Mode(6)), f"{Mode.A}", f"{Mode.A | Mode.B:>4}")
print(repr(Mode(8)), repr(Mode.A | 8), 8 | Mode.A == 9, Mode.A + 1, Mode.A in (Mode.A | Mode.B), repr(8 | Mode.A))


class Shout(int):
    def __str__(self):
        return "loud"

    __format__ = lambda self, spec: "formatted"


class Mixed(Shout, Enum):
    X = 1


class Plain(Shout, ReprEnum):
    X = 1


print(str(Mixed.X), f"{Mixed.X}", repr(Mixed.X), str(Plain.X), f"{Plain.X}", repr(Plain.X))


class Hides(str, Enum):
    upper = "up"
    other = "down"


print(Hides.upper, Hides.other.upper(), IntEnum("Small", "a b").b + 1, StrEnum("Words", "One two").One)
