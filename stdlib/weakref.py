"""References that do not keep their objects alive, and containers of them."""

import itertools
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref
from collections.abc import MutableMapping, MutableSet

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
    "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize",
]

ProxyTypes = (ProxyType, CallableProxyType)
_absent = object()


class WeakMethod(ref):
    """A reference to a bound method, which lives as long as its object and its function."""

    __slots__ = "_function", "_kind", "_alive", "__weakref__"

    def __new__(cls, meth, callback=None):
        try:
            instance, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None

        def gone(_):
            this = own()
            if this is not None and this._alive:
                this._alive = False
                if callback is not None:
                    callback(this)

        self = ref.__new__(cls, instance, gone)
        self._function, self._kind, self._alive = ref(function, gone), type(meth), True
        own = ref(self)
        return self

    def __call__(self):
        instance, function = super().__call__(), self._function()
        return None if instance is None or function is None else self._kind(function, instance)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._function == other._function

    def __ne__(self, other):
        answer = self.__eq__(other)
        return answer if answer is NotImplemented else not answer

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """A reference that knows under which key it is kept."""

    __slots__ = ("key",)

    def __new__(cls, ob, callback, key):
        self = ref.__new__(cls, ob, callback)
        self.key = key
        return self


class WeakValueDictionary(MutableMapping):
    """A mapping whose entries go when their values do."""

    def __init__(self, other=(), /, **kw):
        self.data = {}
        own = ref(self)

        def remove(reference):
            this = own()
            # The key may have been given to another value meanwhile.
            if this is not None and this.data.get(reference.key) is reference:
                del this.data[reference.key]

        self._remove = remove
        self.update(other, **kw)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __delitem__(self, key):
        del self.data[key]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        return key in self.data and self.data[key]() is not None

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __iter__(self):
        for key, _ in self.items():
            yield key

    keys = __iter__

    def items(self):
        """The pairs whose values are alive."""
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value

    def values(self):
        """The values that are alive."""
        for _, value in self.items():
            yield value

    def itervaluerefs(self):
        """The references to the values."""
        return iter(self.valuerefs())

    def valuerefs(self):
        """The references to the values."""
        return list(self.data.values())

    def get(self, key, default=None):
        """The value of a key, or the default."""
        return self[key] if key in self else default

    def pop(self, key, *args):
        """Remove a key and give its value."""
        reference = self.data.pop(key, None)
        value = None if reference is None else reference()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def popitem(self):
        """Remove and give some pair."""
        while True:
            key, reference = self.data.popitem()
            value = reference()
            if value is not None:
                return key, value

    def copy(self):
        """A copy with the same items."""
        return type(self)(self.items())

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        return type(self)([(deepcopy(key, memo), value) for key, value in self.items()])

    def __or__(self, other):
        return self._merged(self, other)

    def __ror__(self, other):
        return self._merged(other, self)

    def _merged(self, first, second):
        if not hasattr(first, "keys") or not hasattr(second, "keys"):
            return NotImplemented
        result = type(self)(first)
        result.update(second)
        return result

    def __ior__(self, other):
        self.update(other)
        return self


class WeakKeyDictionary(MutableMapping):
    """A mapping whose entries go when their keys do."""

    def __init__(self, dict=None):
        self.data = {}
        own = ref(self)

        def remove(reference):
            this = own()
            if this is not None:
                this.data.pop(reference, None)

        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __iter__(self):
        for key, _ in self.items():
            yield key

    keys = __iter__

    def items(self):
        """The pairs whose keys are alive."""
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def values(self):
        """The values whose keys are alive."""
        for _, value in self.items():
            yield value

    def keyrefs(self):
        """The references to the keys."""
        return list(self.data)

    def get(self, key, default=None):
        """The value of a key, or the default."""
        return self.data.get(ref(key), default)

    def pop(self, key, *args):
        """Remove a key and give its value."""
        return self.data.pop(ref(key), *args)

    def popitem(self):
        """Remove and give some pair."""
        while True:
            reference, value = self.data.popitem()
            key = reference()
            if key is not None:
                return key, value

    def setdefault(self, key, default=None):
        """The value of a key, which becomes the default where there is none."""
        return self.data.setdefault(ref(key, self._remove), default)

    def copy(self):
        """A copy with the same items."""
        result = type(self)()
        result.update(self.items())
        return result

    __copy__ = copy

    def __deepcopy__(self, memo):
        from copy import deepcopy

        result = type(self)()
        result.update([(key, deepcopy(value, memo)) for key, value in self.items()])
        return result

    def update(self, dict=(), /, **kwargs):
        """Take over pairs."""
        pairs = dict.items() if hasattr(dict, "items") else dict
        for key, value in itertools.chain(pairs, kwargs.items()):
            self[key] = value


class WeakSet(MutableSet):
    """A set whose items go when nothing else refers to them."""

    def __init__(self, data=None):
        self.data = set()
        own = ref(self)

        def remove(reference):
            this = own()
            if this is not None:
                this.data.discard(reference)

        self._remove = remove
        if data is not None:
            self.update(data)

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        """Add an item."""
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        """Remove an item, if it is there."""
        self.data.discard(ref(item))

    def remove(self, item):
        """Remove an item, which must be there."""
        self.data.remove(ref(item))

    def clear(self):
        """Remove everything."""
        self.data.clear()

    def pop(self):
        """Remove and give some item."""
        while self.data:
            item = self.data.pop()()
            if item is not None:
                return item
        raise KeyError("pop from empty WeakSet")

    def update(self, other):
        """Add items."""
        for item in other:
            self.add(item)

    def copy(self):
        """A copy with the same items."""
        return type(self)(self)

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        # Copies of the items would have nobody to refer to them.
        return self.copy()

    def union(self, other):
        """The items of both."""
        result = self.copy()
        result.update(other)
        return result

    def intersection(self, other):
        """The items that are in both."""
        return type(self)(item for item in other if item in self)

    def difference(self, other):
        """The items that the other has not."""
        other = set(map(ref, other))
        return type(self)(item for item in self if ref(item) not in other)

    def issubset(self, other):
        """Whether the other has all items."""
        return self.data <= set(map(ref, other))

    def issuperset(self, other):
        """Whether all items of the other are here."""
        return self.data >= set(map(ref, other))

    def __eq__(self, other):
        return self.data == other.data if isinstance(other, WeakSet) else NotImplemented


class finalize:
    """Calls a function when an object goes, or at the end of the program."""

    __slots__ = ()
    _registry = {}
    _index = itertools.count()
    _registered = False

    class _Entry:
        __slots__ = "reference", "func", "args", "kwargs", "atexit", "index"

    def __init__(self, obj, func, /, *args, **kwargs):
        entry = self._Entry()
        entry.reference, entry.func, entry.args, entry.kwargs = ref(obj, self), func, args, kwargs
        entry.atexit, entry.index = True, next(self._index)
        if not finalize._registered:
            import atexit

            atexit.register(finalize._at_exit)
            finalize._registered = True
        self._registry[self] = entry

    def __call__(self, _=None):
        entry = self._registry.pop(self, None)
        return None if entry is None else entry.func(*entry.args, **entry.kwargs)

    def detach(self):
        """Forget the function, and give what it was made with."""
        entry = self._registry.get(self)
        obj = None if entry is None else entry.reference()
        if obj is None or self._registry.pop(self, None) is None:
            return None
        return obj, entry.func, entry.args, entry.kwargs

    def peek(self):
        """What it was made with, while the object is alive."""
        entry = self._registry.get(self)
        obj = None if entry is None else entry.reference()
        return None if obj is None else (obj, entry.func, entry.args, entry.kwargs)

    @property
    def alive(self):
        """Whether the function is still to be called."""
        return self in self._registry

    @property
    def atexit(self):
        """Whether the function is called at the end of the program."""
        entry = self._registry.get(self)
        return entry is not None and entry.atexit

    @atexit.setter
    def atexit(self, value):
        entry = self._registry.get(self)
        if entry is not None:
            entry.atexit = bool(value)

    @classmethod
    def _at_exit(cls):
        while pending := [(entry.index, f) for f, entry in cls._registry.items() if entry.atexit]:
            max(pending, key=lambda pair: pair[0])[1]()
