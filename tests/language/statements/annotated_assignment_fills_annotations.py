x: int = 3
y: str
z: "forward" = None
(w): float = 1.5
print(x, z, w, __annotations__)


class C:
    a: int
    b: list[int] = []
    self_reference: "C"


print(C.__annotations__, hasattr(C, "a"), C.b)


def f():
    local: undefined_name = 1
    print(local)


f()
try:
    y
except NameError as error:
    print(error)
