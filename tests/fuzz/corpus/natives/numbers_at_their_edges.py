# Numbers where one form ends and another begins.
import math

NUMBERS = [2**62, 2**62 - 1, -(2**62) - 1, 2**64, 2**1000, -(10**400), 1 << 5000, 2**53 + 1, 255, 256, 65536, 1114111, 1114112]
FLOATS = [0.0, -0.0, 5e-324, 1.7e308, math.inf, -math.inf, math.nan, 2.0**53, 0.1, 1e22, -2.5]
MAKERS += [
    *([lambda: NUMBERS[CHANCE.below(len(NUMBERS))]] * 4),
    *([lambda: FLOATS[CHANCE.below(len(FLOATS))]] * 4),
    lambda: complex(FLOATS[CHANCE.below(len(FLOATS))], FLOATS[CHANCE.below(len(FLOATS))]),
    lambda: range(-(2**64), 2**64, 2**62),
    lambda: range(5, 0, -2),
    lambda: slice(2**70, -(2**70), -1),
    lambda: type("Index", (), {"__index__": lambda self: CHANCE.below(9) - 4})(),
    lambda: type("Number", (int,), {"__add__": lambda self, other: CHANCE.react()})(3),
    lambda: math,
    lambda: "0" * 30 + "1",
] * 3
