def first[T](items: list[T]) -> T:
    return items[0]


class Box[T, *Ts, **P]:
    def get[U](self, default: U) -> T | U:
        return default


print(first([1, 2]), first.__type_params__, Box.__type_params__)
print(Box.__mro__, Box.__parameters__)
print(Box.get.__type_params__)


def bounded[T: int, U: (str, bytes) = str](x: T) -> U: ...


T, U = bounded.__type_params__
print(T.__name__, T.__bound__, U.__constraints__, U.__default__, T.__default__)
print(bounded.__annotations__["x"] is T)
try:
    T_outside
except NameError as error:
    print(error)
