import collections
import gc
import itertools
import sys


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Slotted:
    __slots__ = ("place", "__dict__", "__weakref__")

    def __del__(self): pass


places = [vars(Slotted)[name] for name in ("place", "__dict__", "__weakref__")]
del Slotted
gc.collect()
junk = [type(f"Junk{n}", (), {"__slots__": ("a", "b")}) for n in range(200)]
for place in places:
    print(attempt(place.__get__, 5), attempt(place.__set__, junk[0](), 1), place, place.__objclass__.__name__)

methods = []
for module in (itertools, collections):
    for name, cls in list(vars(module).items()):
        if isinstance(cls, type):
            methods += [method for method in vars(cls).values() if callable(method)]
    sys.modules.pop(module.__name__)
    vars(module).clear()
sys.modules.pop("_collections", None)
del module, name, cls, itertools, collections
gc.collect()
junk += [type(f"Junk{n}", (), {"__slots__": ("a", "b")}) for n in range(500)] + [bytearray(200) for _ in range(1000)]
for method in methods:
    for args in (), (1,), ([], 2), (junk[0](),), (junk[0],):
        attempt(method, *args)
    attempt(lambda: (repr(method), method.__qualname__, method.__objclass__, method.__self__))
print(len(methods) > 100)
