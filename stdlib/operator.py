"""The operators as functions."""

import _functools
import _operator
from _operator import *
from sys import intern as _intern


class attrgetter:
    """Fetches attributes; dots lead further down."""

    __slots__ = "_attrs", "_paths"

    def __init__(self, attr, /, *attrs):
        self._attrs = (attr, *attrs)
        for name in self._attrs:
            if not isinstance(name, str):
                raise TypeError("attribute name must be a string")
        self._paths = tuple([tuple(map(_intern, str(name).split("."))) for name in self._attrs])

    __call__ = _functools.call_attrgetter

    def __repr__(self):
        return f"operator.attrgetter({', '.join(map(repr, self._attrs))})"

    def __reduce__(self):
        return type(self), self._attrs


class itemgetter:
    """Fetches items."""

    __slots__ = ("_items",)

    def __init__(self, /, *items):
        if not items:
            raise TypeError("itemgetter expected 1 argument, got 0")
        self._items = items

    __call__ = _functools.call_itemgetter

    def __repr__(self):
        return f"operator.itemgetter({', '.join(map(repr, self._items))})"

    def __reduce__(self):
        return type(self), self._items


class methodcaller:
    """Calls a method with arguments given beforehand."""

    __slots__ = "_name", "_args", "_kwargs"

    def __init__(self, /, *args, **kwargs):
        if not args:
            raise TypeError("methodcaller needs at least one argument, the method name")
        name, *args = args
        if not isinstance(name, str):
            raise TypeError("method name must be a string")
        self._name, self._args, self._kwargs = _intern(str(name)), tuple(args), kwargs

    __call__ = _functools.call_methodcaller

    def __repr__(self):
        parts = [repr(self._name), *map(repr, self._args), *(f"{k}={v!r}" for k, v in self._kwargs.items())]
        return f"operator.methodcaller({', '.join(parts)})"


__all__ = [name for name in vars(_operator) if not name.startswith("_")] + ["attrgetter", "itemgetter", "methodcaller"]

# Each operator also goes by the name of its special method.
for _name in (
    "lt le eq ne ge gt not_ abs add and_ floordiv index inv invert lshift mod mul matmul neg or_ pos pow rshift sub "
    "truediv xor concat contains delitem getitem setitem call iadd iand iconcat ifloordiv ilshift imod imul imatmul ior "
    "ipow irshift isub itruediv ixor"
).split():
    globals()[f"__{_name.rstrip('_')}__"] = globals()[_name]
del _name
