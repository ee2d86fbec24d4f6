"""More kinds of containers."""

import _collections
import sys as _sys
from collections.abc import Mapping, MutableMapping, MutableSequence, Sequence
from _collections import _count_elements, _tuplegetter, deque
from itertools import chain as _chain, repeat as _repeat, starmap as _starmap
from keyword import iskeyword as _iskeyword
from operator import itemgetter as _itemgetter

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple",
]

_absent = object()
_NO_MAPPINGS = (list, str, tuple)


MutableSequence.register(deque)


class defaultdict(dict):
    """A dict that makes the values of missing keys."""

    __slots__ = ("default_factory",)

    __init__ = _collections.default_init
    __missing__ = _collections.default_missing

    def copy(self):
        """A copy with the same items."""
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        return type(self), () if self.default_factory is None else (self.default_factory,), None, None, iter(self.items())

    def __repr__(self):
        return f"{type(self).__name__}({self.default_factory!r}, {dict.__repr__(self)})"

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = self.copy()
        result.update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        result = type(self)(self.default_factory, other)
        result.update(self)
        return result


class OrderedDict(dict):
    """A dict whose order counts in comparisons and can be changed."""

    popitem = _collections.ordered_popitem
    move_to_end = _collections.ordered_move

    def copy(self):
        """A copy with the same items."""
        return type(self)(self)

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """The same value for every key."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and all(a == b for a, b in zip(self, other))
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return f"{type(self).__name__}({dict(self)!r})" if self else f"{type(self).__name__}()"

    def __reduce__(self):
        return type(self), (), self.__dict__ or None, None, iter(self.items())

    def __or__(self, other):
        return self._merged(self, other)

    def __ror__(self, other):
        return self._merged(other, self)

    def _merged(self, first, second):
        if not isinstance(first, dict) or not isinstance(second, dict):
            return NotImplemented
        result = type(self)(first)
        result.update(second)
        return result


class Counter(dict):
    """Counts hashable things."""

    def __init__(self, iterable=None, /, **kwds):
        if type(iterable) in _NO_MAPPINGS and type(self) is Counter and not kwds:
            _count_elements(self, iterable)
            return
        super().__init__()
        if iterable is not None or kwds or type(self) is not Counter:
            self.update(iterable, **kwds)

    __missing__ = _collections.count_missing

    def total(self):
        """All counts added up."""
        return sum(self.values())

    def most_common(self, n=None):
        """The pairs with the highest counts first."""
        pairs = sorted(self.items(), key=_itemgetter(1), reverse=True)
        return pairs if n is None else pairs[: max(n, 0)]

    def elements(self):
        """Each thing as often as it was counted."""
        return _chain.from_iterable(_starmap(_repeat, self.items()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        """Makes no sense for a counter."""
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwds):
        """Count more."""
        if iterable is None:
            pass
        elif type(iterable) not in _NO_MAPPINGS and isinstance(iterable, Mapping):
            if self:
                for key, count in iterable.items():
                    self[key] = count + self.get(key, 0)
            else:
                # Nothing is added up: the counts may be anything.
                super().update(iterable)
        elif type(self).get is dict.get and type(self).__setitem__ is dict.__setitem__:
            _count_elements(self, iterable)
        else:
            for key in iterable:
                self[key] = self.get(key, 0) + 1
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Count less."""
        if iterable is None:
            pass
        elif type(iterable) not in _NO_MAPPINGS and isinstance(iterable, Mapping):
            for key, count in iterable.items():
                self[key] = self.get(key, 0) - count
        else:
            for key in iterable:
                self[key] = self.get(key, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """A copy with the same items."""
        return type(self)(self)

    def __reduce__(self):
        return type(self), (dict(self),)

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)
        return f"{type(self).__name__}({shown!r})"

    def _compared(self, other, test):
        """Whether a test holds for all pairs of counts; what one of both has not counted is 0 there."""
        if not isinstance(other, Counter):
            return NotImplemented
        return all(test(self[item], other[item]) for counter in (self, other) for item in counter)

    def __eq__(self, other):
        return self._compared(other, lambda a, b: a == b)

    def __ne__(self, other):
        return not self == other if isinstance(other, Counter) else NotImplemented

    def __le__(self, other):
        return self._compared(other, lambda a, b: a <= b)

    def __lt__(self, other):
        return self <= other and self != other if isinstance(other, Counter) else NotImplemented

    def __ge__(self, other):
        return self._compared(other, lambda a, b: a >= b)

    def __gt__(self, other):
        return self >= other and self != other if isinstance(other, Counter) else NotImplemented

    # All operators keep the counts above zero only.

    def __add__(self, other):
        """The counts added."""
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, count in self.items():
            count += other[key]
            if count > 0:
                result[key] = count
        for key, count in other.items():
            if count > 0 and key not in self:
                result[key] = count
        return result

    def __sub__(self, other):
        """The counts less those of the other."""
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, count in self.items():
            count -= other[key]
            if count > 0:
                result[key] = count
        for key, count in other.items():
            if key not in self and count < 0:
                result[key] = 0 - count
        return result

    def __or__(self, other):
        """The greater of both counts."""
        if not isinstance(other, Counter):
            return NotImplemented
        result = _positive((key, other[key] if count < other[key] else count) for key, count in self.items())
        for key, count in other.items():
            if key not in self and count > 0:
                result[key] = count
        return result

    def __and__(self, other):
        """The lesser of both counts."""
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive((key, count if count < other[key] else other[key]) for key, count in self.items())

    def __pos__(self):
        return _positive(self.items())

    def __neg__(self):
        result = Counter()
        for key, count in self.items():
            if count < 0:
                result[key] = 0 - count
        return result

    def __iadd__(self, other):
        for key, count in other.items():
            self[key] += count
        return self._without_the_rest()

    def __isub__(self, other):
        for key, count in other.items():
            self[key] -= count
        return self._without_the_rest()

    def __ior__(self, other):
        for key, count in other.items():
            if count > self[key]:
                self[key] = count
        return self._without_the_rest()

    def __iand__(self, other):
        for key, count in self.items():
            if other[key] < count:
                self[key] = other[key]
        return self._without_the_rest()

    def _without_the_rest(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self


def _positive(counts):
    result = Counter()
    for key, count in counts:
        if count > 0:
            result[key] = count
    return result


class ChainMap(MutableMapping):
    """Several mappings seen as one; writing goes to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            if type(mapping) is dict and key not in mapping:
                continue
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        """The value of a key, or the default."""
        for mapping in self.maps:
            if key in mapping:
                return self[key]
        return default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(dict.fromkeys(mapping))
        return iter(merged)

    def __contains__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self.maps))})"

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        """The same value for every key."""
        return cls(dict.fromkeys(iterable, value))

    def copy(self):
        """A copy with a new first mapping."""
        return type(self)(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        """One more mapping in front."""
        m = kwargs if m is None else m
        m.update(kwargs)
        return type(self)(m, *self.maps)

    @property
    def parents(self):
        """All mappings but the first."""
        return type(self)(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}") from None

    def popitem(self):
        """Remove and give a pair of the first mapping."""
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.") from None

    def pop(self, key, *args):
        """Remove a key of the first mapping and give its value."""
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}") from None

    def clear(self):
        """Empty the first mapping."""
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        result = self.copy()
        result.maps[0].update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return type(self)({**dict(other), **dict(self)})


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A class of tuples whose items have names."""
    typename = _sys.intern(str(typename))
    names = _checked_names(typename, field_names, rename)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(names):
        raise TypeError("Got more default values than field names")
    # The one thing that needs source: a function whose parameters are the fields.
    parameters = "".join(f", {name}" for name in names)
    scope = {"make": tuple.__new__, "__builtins__": {}, "__name__": f"namedtuple_{typename}"}
    new = eval(f"lambda _cls{parameters}: make(_cls, ({''.join(f'{name}, ' for name in names)}))", scope)
    new.__name__ = "__new__"
    new.__qualname__ = f"{typename}.__new__"
    new.__doc__ = f"Create new instance of {typename}({', '.join(names)})"
    new.__defaults__ = defaults or None

    def _make(cls, iterable):
        result = tuple.__new__(cls, iterable)
        if len(result) != len(names):
            raise TypeError(f"Expected {len(names)} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwds):
        result = self._make(map(kwds.pop, names, self))
        if kwds:
            raise TypeError(f"Got unexpected field names: {list(kwds)!r}")
        return result

    shown = f"%s({', '.join(f'{name}=%r' for name in names)})"

    def __repr__(self):
        return shown % (type(self).__name__, *self)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __getnewargs__(self):
        return tuple(self)

    namespace = {
        "__doc__": f"{typename}({', '.join(names)})",
        "__slots__": (),
        "_fields": names,
        "_field_defaults": dict(zip(names[len(names) - len(defaults) :], defaults)),
        "__new__": new,
        "_make": classmethod(_make),
        "_replace": _replace,
        "__replace__": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
        "__match_args__": names,
        **{name: _tuplegetter(place, f"Alias for field number {place}") for place, name in enumerate(names)},
    }
    for method in (_make, _replace, __repr__, _asdict, __getnewargs__):
        method.__qualname__ = f"{typename}.{method.__name__}"
    result = type(typename, (tuple,), namespace)
    if module is None:
        module = _sys._getframe(1).f_globals.get("__name__", "__main__")
    result.__module__ = module
    return result


def _checked_names(typename, field_names, rename):
    """The names of fields, given one by one or in one text. With `rename`, what cannot be a name gets one."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = list(map(str, field_names))
    if rename:
        for place, name in enumerate(names):
            if not name.isidentifier() or _iskeyword(name) or name.startswith("_") or name in names[:place]:
                names[place] = f"_{place}"
    for name in [typename, *names]:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if _iskeyword(name):
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    for place, name in enumerate(names):
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in names[:place]:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
    return tuple(map(_sys.intern, names))


class UserDict(MutableMapping):
    """A dict made of a dict, to inherit from."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        missing = getattr(type(self), "__missing__", None)
        if missing is None:
            raise KeyError(key)
        return missing(self, key)

    def get(self, key, default=None):
        """The value of a key, or the default."""
        return self[key] if key in self else default

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return repr(self.data)

    def __or__(self, other):
        other = getattr(other, "data", other)
        return type(self)(self.data | other) if isinstance(other, dict) else NotImplemented

    def __ror__(self, other):
        return type(self)(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other):
        self.data |= getattr(other, "data", other)
        return self

    def copy(self):
        """A copy with the same items."""
        result = type(self).__new__(type(self))
        result.__dict__.update(self.__dict__)
        result.data = self.data.copy()
        return result

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """The same value for every key."""
        result = cls()
        for key in iterable:
            result[key] = value
        return result


class _Compared:
    """Compares what stands in `data`, with the `data` of another such object or with a plain one."""

    def __eq__(self, other):
        return self.data == getattr(other, "data", other)

    def __lt__(self, other):
        return self.data < getattr(other, "data", other)

    def __le__(self, other):
        return self.data <= getattr(other, "data", other)

    def __gt__(self, other):
        return self.data > getattr(other, "data", other)

    def __ge__(self, other):
        return self.data >= getattr(other, "data", other)


class UserList(_Compared, MutableSequence):
    """A list made of a list, to inherit from."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(getattr(initlist, "data", initlist))

    def __repr__(self):
        return repr(self.data)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return type(self)(self.data[i]) if isinstance(i, slice) else self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return type(self)(self.data + list(getattr(other, "data", other)))

    def __radd__(self, other):
        return type(self)(list(getattr(other, "data", other)) + self.data)

    def __iadd__(self, other):
        self.data += getattr(other, "data", other)
        return self

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def insert(self, i, item):
        """Put an item before a place."""
        self.data.insert(i, item)

    def copy(self):
        """A copy with the same items."""
        return type(self)(self)

    __copy__ = copy

    def sort(self, /, *args, **kwds):
        """Sort in place."""
        self.data.sort(*args, **kwds)


class UserString(_Compared, Sequence):
    """A str made of a str, to inherit from; what it does not define itself, the str does."""

    def __init__(self, seq):
        self.data = str(seq)

    def __str__(self):
        return self.data

    def __repr__(self):
        return repr(self.data)

    def __hash__(self):
        return hash(self.data)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __contains__(self, char):
        return str(char) in self.data

    def __add__(self, other):
        return type(self)(self.data + str(other))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return type(self)(self.data % args)

    def __getattr__(self, name):
        if name == "data":
            raise AttributeError(name)
        method = getattr(self.data, name)

        def call(*args, **kwargs):
            result = method(*(str(arg) if isinstance(arg, UserString) else arg for arg in args), **kwargs)
            return type(self)(result) if isinstance(result, str) else result

        return call
