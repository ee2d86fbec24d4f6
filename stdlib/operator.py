"""The operators as functions."""

import _functools
import _operator
from _operator import *


class attrgetter:
    """Fetches attributes; dots lead further down."""

    __slots__ = "_attrs", "_paths"

    __new__ = _functools.new_attrgetter
    __call__ = _functools.call_attrgetter

    def __repr__(self):
        return f"operator.attrgetter({', '.join(map(repr, self._attrs))})"

    def __reduce__(self):
        return type(self), self._attrs


class itemgetter:
    """Fetches items."""

    __slots__ = ("_items",)

    __new__ = _functools.new_itemgetter
    __call__ = _functools.call_itemgetter

    def __repr__(self):
        return f"operator.itemgetter({', '.join(map(repr, self._items))})"

    def __reduce__(self):
        return type(self), self._items


class methodcaller:
    """Calls a method with arguments given beforehand."""

    __slots__ = "_args", "_kwargs", "_name"

    __new__ = _functools.new_methodcaller
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
