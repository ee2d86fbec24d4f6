from enum import Enum, Flag, IntEnum, auto


class Color(Enum):
    RED = 1
    GREEN = auto()
    ALIAS = 1


print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], list(Color), Color.ALIAS is Color.RED, Color.RED.name, Color.RED.value)


class N(IntEnum):
    ONE = 1


class P(Flag):
    R = auto()
    W = auto()


print(N.ONE + 1, P.R | P.W, P.R in (P.R | P.W), N.ONE == 1)
try:
    Color(9)
except ValueError as e:
    print(e)
