def f(a: int, /, b: "str" = 1, *args: tuple, c: list[int] = [], **kw: dict) -> None: ...


print(f.__annotations__)


class C:
    b: int
    a: str = "x"
    if True:
        c: float
    def m(self) -> "C": ...


print(C.__annotations__, C.m.__annotations__, hasattr(C, "b"))


class D(C): ...


print(D.__annotations__ if "__annotations__" in vars(D) else "inherits none of its own", D.__dict__.get("__annotations__"))
x: int = 1
y: "undefined"
print(__annotations__)


def order():
    print("default", end=" ")
    return 1


def ann(n):
    print("annotation", n, end=" ")
    return n


def g(a: ann(1) = order(), b: ann(2) = order()) -> ann(3): ...


print(g.__annotations__)
lam = lambda a, b=1: a
print(lam.__annotations__)
f.__annotations__ = {"changed": True}
print(f.__annotations__)
