"""Functions that make functions of functions."""

import _functools
import _library
from _functools import reduce

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering", "cmp_to_key", "cache",
    "lru_cache", "reduce", "partial", "partialmethod", "singledispatch", "singledispatchmethod", "cached_property",
]

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__")
WRAPPER_UPDATES = ("__dict__",)
_absent = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper look like what it wraps."""
    for name in assigned:
        value = getattr(wrapped, name, _absent)
        if value is not _absent:
            setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, ()))
    # Last, for the update may have brought one that belongs to the wrapped function.
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that makes a wrapper look like what it wraps."""
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


class partial:
    """A function with some arguments already given."""

    __slots__ = "func", "args", "keywords", "__dict__", "__weakref__"

    def __new__(cls, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self = super().__new__(cls)
        self.func, self.args, self.keywords = func, args, keywords
        return self

    __call__ = _functools.call_partial

    def __get__(self, instance, owner=None):
        if instance is not None:
            import warnings

            warnings.warn("functools.partial will be a method descriptor in future Python versions; "
                          "wrap it in staticmethod() if you want to preserve the old behavior", FutureWarning, 2)
        return self

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args), *(f"{k}={v!r}" for k, v in self.keywords.items())]
        return f"{type(self).__module__}.{type(self).__qualname__}({', '.join(parts)})"

    def __reduce__(self):
        return type(self), (self.func,), (self.func, self.args, self.keywords or None, self.__dict__ or None)

    def __setstate__(self, state):
        self.func, self.args, keywords, attributes = state
        self.keywords = keywords or {}
        self.__dict__.update(attributes or {})


class partialmethod:
    """A method with some arguments already given."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args, keywords, func = func.args + args, {**func.keywords, **keywords}, func.func
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, instance, owner=None):
        bind = getattr(type(self.func), "__get__", None)
        if bind is not None and not isinstance(self.func, partial):
            bound = bind(self.func, instance, owner)
            if bound is not self.func:
                return partial(bound, *self.args, **self.keywords)

        def method(this, /, *args, **keywords):
            return self.func(this, *self.args, *args, **{**self.keywords, **keywords})

        return method.__get__(instance, owner)


class KeyWrapper:
    """An object that is compared by a function; called, it makes others that are."""

    __slots__ = "_compare", "obj"
    __hash__ = None

    def __init__(self, compare):
        self._compare = compare

    __call__ = _functools.make_key
    __lt__ = _functools.key_lt
    __le__ = _functools.key_le
    __eq__ = _functools.key_eq
    __gt__ = _functools.key_gt
    __ge__ = _functools.key_ge


def cmp_to_key(mycmp):
    """Make a key function of a function that compares two items."""
    return KeyWrapper(mycmp)


_library.builtins("_functools", globals(), "cmp_to_key")


def _derived(root, wanted):
    """The comparison `wanted` of a class that has `root` and `__eq__`."""
    negated = {"__lt__": "__ge__", "__gt__": "__le__", "__le__": "__gt__", "__ge__": "__lt__"}[root]

    def compare(self, other):
        answer = getattr(type(self), root)(self, other)
        if answer is NotImplemented:
            return answer
        if wanted == negated:
            return not answer
        if wanted[2] == root[2]:
            # The same direction: add or take away equality.
            return (answer or self == other) if wanted[3] == "e" else (answer and self != other)
        # The other direction: the negation of the root, with equality as wanted.
        return (not answer or self == other) if wanted[3] == "e" else (not answer and self != other)

    compare.__name__ = wanted
    return compare


def total_ordering(cls):
    """Fill in the comparisons that a class lacks."""
    names = ("__lt__", "__gt__", "__le__", "__ge__")
    defined = [name for name in names if getattr(cls, name, None) is not getattr(object, name)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = max(defined, key=("__ge__", "__le__", "__gt__", "__lt__").index)
    for name in names:
        if name not in defined:
            setattr(cls, name, _derived(root, name))
    return cls


class _CacheInfo(tuple):
    __slots__ = ()

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits={}, misses={}, maxsize={}, currsize={})".format(*self)


def lru_cache(maxsize=128, typed=False):
    """Remember the results of the most recent calls."""
    if callable(maxsize) and isinstance(typed, bool):
        function, maxsize = maxsize, 128
        return _cached(function, maxsize, typed)
    if maxsize is not None:
        if not isinstance(maxsize, int):
            raise TypeError("Expected first argument to be an integer, a callable, or None")
        maxsize = max(maxsize, 0)
    return lambda function: _cached(function, maxsize, typed)


def cache(user_function, /):
    """Remember the results of all calls."""
    return _cached(user_function, None, False)


def _cached(function, maxsize, typed):
    wrapper = update_wrapper(_lru_cache_wrapper(function, maxsize, typed), function)
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return wrapper


class _lru_cache_wrapper:
    """A function that remembers results; the dict of them has the least recent call first."""

    __slots__ = "_function", "_hits", "_maxsize", "_misses", "_results", "_typed", "__dict__", "__weakref__"

    def __init__(self, function, maxsize, typed):
        if not callable(function):
            raise TypeError("the first argument must be callable")
        self._function, self._maxsize, self._typed = function, maxsize, bool(typed)
        self.cache_clear()

    __call__ = _functools.call_cached
    __get__ = _functools.bind

    def cache_info(self):
        """How often results were remembered, and how many are."""
        return _CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))

    def cache_clear(self):
        """Forget everything."""
        self._results = {}
        self._hits = self._misses = 0

    def __reduce__(self):
        return self.__qualname__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class cached_property:
    """A property that is computed once and then kept in the instance's dict."""

    def __init__(self, func):
        self.func, self.attrname = func, None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                f"Cannot assign the same cached_property to two different names ({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            kept = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache {self.attrname!r} property."
            ) from None
        value = kept.get(self.attrname, _absent)
        if value is _absent:
            value = kept[self.attrname] = self.func(instance)
        return value

    __class_getitem__ = classmethod(type(list[int]))


def _annotated_classes(function):
    """The classes that the first annotation names."""
    annotations = getattr(function, "__annotations__", {})
    if not annotations:
        raise TypeError(
            f"Invalid first argument to `register()`: {function!r}. "
            "Use either `@register(some_class)` or plain `@register` on an annotated function."
        )
    name, cls = next(iter(annotations.items()))
    if not isinstance(cls, type) and not hasattr(cls, "__args__"):
        raise TypeError(f"Invalid annotation for {name!r}. {cls!r} is not a class.")
    return cls


def singledispatch(func):
    """Choose the implementation by the class of the first argument."""
    registry = {object: func}

    def dispatch(cls):
        """The implementation for a class."""
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        # Abstract classes are no bases of what is registered with them.
        matches = [known for known in registry if known is not object and issubclass(cls, known)]
        return registry[matches[-1]] if matches else func

    def register(cls, func=None):
        """Register an implementation for a class, or for the annotation of its first parameter."""
        if func is None and isinstance(cls, type):
            return lambda function: register(cls, function)
        if func is None and not hasattr(cls, "__args__"):
            cls, func = _annotated_classes(cls), cls
        elif func is None:
            return lambda function: register(cls, function)
        for each in cls.__args__ if hasattr(cls, "__args__") else (cls,):
            registry[each] = func
        return func

    def wrapper(*args, **kwargs):
        if not args:
            name = getattr(func, "__name__", "singledispatch function")
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(type(args[0]))(*args, **kwargs)

    wrapper.register, wrapper.dispatch = register, dispatch
    wrapper.registry = type(type.__dict__)(registry)
    return update_wrapper(wrapper, func)


class singledispatchmethod:
    """Choose the implementation of a method by the class of its first argument."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher, self.func = singledispatch(func), func

    def register(self, cls, method=None):
        """Register an implementation."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, instance, owner=None):
        def method(*args, **kwargs):
            if not args:
                name = getattr(self.func, "__name__", "singledispatchmethod method")
                raise TypeError(f"{name} requires at least 1 positional argument")
            return self.dispatcher.dispatch(type(args[0])).__get__(instance, owner)(*args, **kwargs)

        method.register = self.register
        return update_wrapper(method, self.func)
