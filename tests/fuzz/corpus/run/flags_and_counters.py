from collections import Counter, OrderedDict, defaultdict
from enum import Enum, Flag, IntFlag


class S(Flag):
    R = 4
    W = 2
    X = 1


class J(IntFlag):
    A = 1
    B = 2
    C = 4


print(list(S), list(S(7)), repr(S(7)), S(6).name, repr(J.A | J.B), repr(~J.A), repr(J(8)), 8 | J.A == 9, f"{J.A | J.B}")
for value in ("x", [1], None, 1.5):
    try:
        print(Counter({"a": value}).most_common(), Counter(a=value))
    except TypeError as error:
        print(error)
o = OrderedDict.fromkeys("abc")
for key in o:
    o.move_to_end("a")
    del o["b"]
