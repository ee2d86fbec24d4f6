import collections.abc
from typing import *

T, S, D = TypeVar("T"), TypeVar("S"), TypeVar("D", default=int)
P, Q = ParamSpec("P"), ParamSpec("Q")
Ts, Us = TypeVarTuple("Ts"), TypeVarTuple("Us")


class One(Generic[T]): pass
class Two(Generic[T, D]): pass
class Between(Generic[T, *Ts, S]): pass
class Many(Generic[*Ts]): pass
class Called(Generic[P]): pass
class Both(Generic[T, P]): pass


generic = {
    "list": list[T], "List": List[T], "dict": dict[T, S], "tuple": tuple[T, ...], "stars": tuple[int, *Ts, T],
    "Stars": Tuple[*Ts], "One": One, "One T": One[T], "Two": Two, "Between": Between, "Between Ts": Between[int, *Ts, T],
    "Many": Many, "Called": Called, "Called P": Called[P], "Both": Both, "Both int": Both[int, P],
    "Callable": Callable[[T], S], "Callable P": Callable[P, T], "Callable Concatenate": Callable[Concatenate[T, P], S],
    "Callable Ts": Callable[[int, *Ts], T], "abc": collections.abc.Callable[[T], S], "abc P": collections.abc.Callable[P, T],
    "abc Ts": collections.abc.Callable[[*Ts], T], "Union": Union[T, S], "|": T | list[S], "Annotated": Annotated[T, "x"],
    "ClassVar": ClassVar[T], "Concatenate": Concatenate[T, P], "nested": list[Callable[P, T]], "none": List[int],
}
given = [int, (int, str), (int, str, float), (), [int, str], ([int, str], bool), (bool, [int]), ..., None, "x", S, (S, T), Q,
         (int, Q), (Concatenate[int, Q], str), Unpack[Us], (int, *Us, str), Unpack[tuple[int, str]],
         (int, *tuple[str, ...]), (*tuple[int, ...], *tuple[str, ...]), ClassVar, ClassVar[int], Generic, ((),)]
for name, base in generic.items():
    for arguments in given:
        try:
            made = base[arguments]
            print(name, arguments, "->", made, getattr(made, "__parameters__", None))
        except TypeError as error:
            print(name, arguments, "->", error)
