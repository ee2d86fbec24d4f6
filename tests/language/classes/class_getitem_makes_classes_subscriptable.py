class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item!r}]"


class Small(Box): ...


print(Box[int], Small["x", 1], Box[1:2])
try:
    Box()[1]
except TypeError as error:
    print(error)


class Plain: ...


try:
    Plain[int]
except TypeError as error:
    print(error)
print(list[int], dict[str, int], tuple[int, ...], list[int].__origin__, list[int].__args__, type[int])
print(list[int]([1, 2]), list[int] == list[int], type(list[int]).__name__, set[list[int]])
