import collections.abc
import copy
from typing import *

T, S, P, Ts = TypeVar("T"), TypeVar("S"), ParamSpec("P"), TypeVarTuple("Ts")
for name, form in [("abc", collections.abc.Callable), ("typing", Callable)]:
    for arguments in [(int, str), ([int],), ([int], str, 3), int, (), ((int,), str), ((), str), ([], str), (..., str),
                      ([...], str), (None, int), ([None], None), ([1], 2), (["x"], "y"), (T, int), (Ts, int),
                      (P, int), ([P], int), ([int, P], int), (Concatenate[int, P], int), (Concatenate[int, ...], int),
                      ([int, *Ts], int), (Unpack[Ts], int), ([*tuple[int, ...]], int), (P.args, int)]:
        try:
            made = form[arguments]
            print(name, made, made.__args__, made.__parameters__, get_args(made), copy.copy(made) == made)
        except TypeError as error:
            print(name, arguments, "->", error)
made = collections.abc.Callable[P, S]
print(made[[int, str], float], made[..., float], made[P, T], made[Concatenate[int, P], T])
for arguments in [(int, float), int, ([int],)]:
    try:
        print(made[arguments])
    except TypeError as error:
        print(error)
for name in ["Hashable", "Sized", "Buffer", "Iterable", "MappingView", "Collection"]:
    try:
        print(getattr(collections.abc, name)[int], getattr(collections.abc, name).__mro__)
    except TypeError as error:
        print(error)
