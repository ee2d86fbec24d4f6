def f(a: int, b: str = "x", *args: list, c: "later" = 1, **kw: dict) -> bool:
    "the doc"


f.mine = 1
print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__annotations__)
print(f.mine, f.__dict__, f.__code__.co_name, f.__code__.co_argcount, f.__code__.co_kwonlyargcount)
print(f.__code__.co_varnames, f.__code__.co_posonlyargcount, f.__code__.co_flags & 12)
f.__name__ = "renamed"
print(f.__name__, f.__qualname__, f.__globals__ is globals(), f.__closure__, f.__type_params__)


def outer():
    x = 1

    def inner():
        return x

    return inner


inner = outer()
print(inner.__qualname__, inner.__closure__[0].cell_contents, inner.__code__.co_freevars)
try:
    f.__name__ = 5
except TypeError as error:
    print(error)
try:
    f.nothing
except AttributeError as error:
    print(error)
del f.mine
print(hasattr(f, "mine"))
