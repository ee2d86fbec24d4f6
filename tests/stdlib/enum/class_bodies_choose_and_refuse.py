import enum
from enum import CONTINUOUS, NAMED_FLAGS, Enum, Flag, auto, global_enum, member, nonmember, verify


class Kinds(Enum):
    number = int
    text = str
    kept = nonmember(5)

    class Nested:
        pass

    @member
    def call(self):
        return 1


class Pairs(Enum):
    first = auto(), "x"
    second = auto(), "y"
    third = auto(), auto()


print([found.name for found in Kinds], Kinds.number.value, Kinds.kept, Kinds.Nested.__qualname__, list(Pairs))


class Base(Enum):
    def __init_subclass__(cls, **options):
        print("members are there:", list(cls), options)


class Derived(Base, colour="red"):
    A = 1


Derived.A._add_alias_("B")
Derived.A._add_value_alias_(7)
print(Derived.B, Derived(7), Derived.__members__)


@global_enum
class Level(Enum):
    LOW = 1


print(repr(LOW), LOW, repr(auto()), enum.bin(5, 8), enum.bin(-5))
for body in (
    "A = 'a'\n B = auto()",
    "A = auto()\n _generate_next_value_ = lambda *a: 1",
    "A = 1\n _ignore_ = 'A'",
    "__order__ = 'B A'\n A = 1\n B = 2",
):
    try:
        exec(f"class Wrong(Enum):\n {body}")
    except Exception as error:
        print(type(error).__name__, error)
for check, bases, body in (CONTINUOUS, Enum, {"A": 1, "B": 4}), (NAMED_FLAGS, Flag, {"A": 1, "M": 11}):
    try:
        verify(check)(bases("Checked", body))
    except ValueError as error:
        print(error)
for wrong in lambda: Derived(9), lambda: Base(), lambda: Derived.A._add_value_alias_(7), lambda: Base("x"):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
