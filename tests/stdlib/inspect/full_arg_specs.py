import functools
import inspect


def plain(a: int, /, b: "str" = "x", *args: int, c, d=5, **kw) -> bool:
    pass


class Maker:
    def __init__(self, v, *, w=1):
        pass

    def method(self, q=(1, 2)):
        pass

    @classmethod
    def made(cls, z):
        pass


@functools.wraps(plain)
def wrapper(*args):
    pass


for what in (plain, Maker, Maker.method, Maker(1).method, Maker.made, lambda: 0, wrapper, functools.partial(plain, 1)):
    print(inspect.getfullargspec(what))
try:
    inspect.getfullargspec(5)
except TypeError as e:
    print(e, repr(e.__cause__))
print(inspect.FullArgSpec._fields)
