# Generic aliases and what stands in them.
T, U = typing.TypeVar("T"), typing.TypeVar("U", bound="list[U]")
Ts, P = typing.TypeVarTuple("Ts"), typing.ParamSpec("P")


class Box(typing.Generic[T]):
    item: "T"


class Named(typing.NamedTuple):
    a: int
    b: "Named" = None


class Speaks(typing.Protocol):
    def speak(self) -> int: ...


type Tree[K] = dict[K, Tree[K]] | None
MAKERS += [
    lambda: T,
    lambda: U,
    lambda: Ts,
    lambda: P,
    lambda: P.args,
    lambda: Box[T],
    lambda: Box[int](),
    lambda: Named(1),
    lambda: Speaks,
    lambda: Tree,
    lambda: Tree[int],
    lambda: typing.Callable[P, T],
    lambda: typing.Callable[[int, T], list[T]],
    lambda: tuple[T, *Ts],
    lambda: dict[T, dict[U, T]],
    lambda: typing.Literal[1, "a", None],
    lambda: typing.Annotated[T, []],
    lambda: typing.Optional[list[T]],
    lambda: int | list[T],
    lambda: typing.ForwardRef("list[int]"),
] * 2
