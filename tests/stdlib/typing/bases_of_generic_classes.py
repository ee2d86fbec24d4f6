import collections.abc
from typing import *

T, S, P, Ts = TypeVar("T"), TypeVar("S"), ParamSpec("P"), TypeVarTuple("Ts")


class Base(Generic[T]): pass
class Plain: pass


for bases in """Generic|Generic[int]|Generic[T, T]|Generic[()]|Generic[T], Generic[S]|Generic[T], list|List[T], Generic[T]
Generic[T], List[T]|List[T], Generic[S]|Generic["T"]|Generic[list[T]]|Generic[None]|Generic[*Ts]|Generic[P]|Generic[T, *Ts, S]
Generic[*Ts, *Ts]|Generic[T], Generic|list, Generic|Protocol|Protocol[T]|Protocol[int]|Protocol[T], Generic[T]
Protocol, Generic[T]|Protocol[T], Iterable[T]|Protocol[T], list|Plain, Protocol|Iterable|Iterable[T]|Callable[[T], S]|Tuple[int]
tuple[T, ...]|Union[int, str]|Optional[int]|Literal[1]|ClassVar[int]|ClassVar|Annotated[list, 1]|T|P|Ts|Unpack[Ts]|NoReturn
NewType("N", int)|ForwardRef|collections.abc.Callable[[int], T]|Base|Base[int]|Base[T]|Base[T], Generic[T, S]
Base[S], Generic[T]|Sized, Generic[T]|Counter[T]""".replace("\n", "|").split("|"):
    try:
        exec(f"class Made({bases}): pass")
        print(bases, Made.__mro__[1:-1], getattr(Made, "__parameters__", None), Made.__dict__.get("__orig_bases__"))
    except TypeError as error:
        print(bases, "->", error)
for parameters, bases in [("X", ""), ("X, *Y, **Z", ""), ("X", "list[X]"), ("X", "Protocol[X]"), ("X", "Generic[T]"),
                          ("X", "List[T]")]:
    try:
        exec(f"class Made[{parameters}]({bases}): pass")
        print(parameters, bases, Made.__mro__[1:-1], Made.__parameters__, Made.__orig_bases__)
    except TypeError as error:
        print(parameters, bases, "->", error)
for act in [lambda: Generic[T][int], lambda: Protocol[T][int], lambda: List[int](), lambda: List(), lambda: Base[int]().__orig_class__,
            lambda: Base[int, str], lambda: Base[int][str], lambda: Plain[int], lambda: T | int, lambda: "a" | T, lambda: int | T,
            lambda: (T | list[S])[int], lambda: (T | list[S])[int, str], lambda: get_args(Callable[Concatenate[int, P], str]),
            lambda: TypeVar("X", bound="Y").__bound__, lambda: TypeVar("X", bound=ClassVar[int]), lambda: [*Ts], lambda: Literal[()]]:
    try:
        print(act())
    except TypeError as error:
        print(error)
